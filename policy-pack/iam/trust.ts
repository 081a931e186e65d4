/** Who a role trusts, and whether that is too many. */
import { type Finding, findingIf } from "../judge/finding.ts";
import type { Inputs } from "../judge/inputs.ts";
import { structured } from "../judge/subject.ts";
import { bound, type Statement } from "./document.ts";

/**
 * Services that are handed a role by name, by somebody who may pass it on. EKS sends no source account when it makes a cluster
 * or a node; Lambda asks for its principal alone (Lambda Developer Guide, "Defining Lambda function permissions with an
 * execution role", read November 2026), and so does replication of S3 (S3 user guide, "Setting up permissions for live
 * replication", read November 2026).
 */
const withoutSource = [
  "eks.amazonaws.com",
  "ec2.amazonaws.com",
  "lambda.amazonaws.com",
  "s3.amazonaws.com",
  "batchoperations.s3.amazonaws.com",
];

/** Accounts that a provider works in. */
export function accountsOf(provider: Inputs): readonly string[] {
  const allowed = provider.attempt(() => structured(provider, "allowedAccountIds"), []);
  return Array.isArray(allowed) ? allowed.map(String) : [];
}

/** Whether a principal, by ARN or by account, belongs to one of these accounts; where none is known, to any one. */
export function ofAccount(principal: string, accounts: readonly string[]): boolean {
  const account = /^\d{12}$/.test(principal) ? principal : principal.split(":")[4];
  return accounts.length === 0 || accounts.includes(account ?? "");
}

export function trustProblem(
  { kind, id }: Statement["principals"][number],
  statement: Statement,
  accounts: readonly string[],
): readonly Finding[] {
  switch (kind) {
    case "AWS":
      return [
        ...findingIf(id === "*", "", "everybody", "one role"),
        ...findingIf(
          /:root$|^\d{12}$/.test(id) && !bound(statement, "sts:ExternalId", "aws:PrincipalArn"),
          "",
          id,
          "one role of the account, not all of it",
        ),
        ...findingIf(id !== "*" && !ofAccount(id, accounts), "", id, "a role of the stack's own account"),
      ];
    case "Service":
      return findingIf(
        !withoutSource.includes(id) && !bound(statement, ...keysOf(id)),
        "",
        `${id} for anybody`,
        `a condition on ${keysOf(id).join(" or ")}`,
      );
    case "Federated":
      return findingIf(
        !statement.conditions.some(
          ({ operator, key, values }) => operator === "StringEquals" && key.endsWith(":sub") && !values.includes("*"),
        ),
        "",
        id,
        "a condition StringEquals on its subject",
      );
    default:
      return [{ path: "", found: kind, fits: "a principal of kind AWS, Service or Federated" }];
  }
}

/** Pod Identity states cluster, namespace and service account as tags of its request. */
const keysOf = (service: string): readonly string[] =>
  service === "pods.eks.amazonaws.com"
    ? ["aws:RequestTag/kubernetes-service-account"]
    : ["aws:SourceAccount", "aws:SourceArn"];
