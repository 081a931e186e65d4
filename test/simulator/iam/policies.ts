/** Short forms for tests about policies. */
import { type Decision, decide, type Request } from "../../../simulator/aws/iam/evaluate.ts";
import type { Context } from "../../../simulator/aws/iam/patterns.ts";
import { type Policy, parsePolicy } from "../../../simulator/aws/iam/policy.ts";
import type { Principal, Session } from "../../../simulator/aws/iam/principal.ts";

export const account = "123456789012";
export const role = `arn:aws:iam::${account}:role/backup`;

export const session: Session = {
  kind: "session",
  account,
  role,
  session: "pod-1",
  tags: { "kubernetes-namespace": "harbor" },
  transitiveTags: [],
};

export const policy = (...statements: readonly object[]): Policy =>
  parsePolicy("test policy", JSON.stringify({ Version: "2012-10-17", Statement: statements }));

export const allow = (action: string, resource: string, condition = {}) => ({
  Effect: "Allow",
  Action: action,
  Resource: resource,
  Condition: condition,
});

export const deny = (action: string, resource: string, condition = {}) => ({
  ...allow(action, resource, condition),
  Effect: "Deny",
});

export interface Case {
  readonly principal?: Principal;
  readonly action?: string;
  readonly resource?: string;
  readonly owner?: string;
  readonly context?: Context;
  readonly identity?: readonly Policy[];
  readonly boundary?: Policy;
  readonly resourcePolicy?: Policy;
  readonly resourceDecides?: boolean;
}

/** Decides a request for one object; a test names only what matters to it. */
export function judge(test: Case): Decision {
  const request: Request = {
    principal: test.principal ?? session,
    action: test.action ?? "s3:GetObject",
    resource: test.resource ?? "arn:aws:s3:::backups/tenants/harbor/x",
    owner: test.owner ?? account,
    context: test.context ?? {},
  };
  return decide(request, {
    identity: test.identity ?? [],
    boundary: test.boundary,
    resource: test.resourcePolicy,
    resourceDecides: test.resourceDecides ?? false,
  });
}
