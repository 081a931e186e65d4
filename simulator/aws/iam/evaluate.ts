/**
 * IAM's decision: may this principal do this, under these policies? Pure: it knows no World and no service.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
import { conditionsHold } from "./conditions.ts";
import { actionMatches, arnMatches, type Context } from "./patterns.ts";
import type { Policy, Statement } from "./policy.ts";
import { arnOf, type Meaning, meaningOf, type Principal, principalContext } from "./principal.ts";

export interface Request {
  readonly principal: Principal;
  /** For example `s3:GetObject`. */
  readonly action: string;
  /** ARN of what it is done to, or `*`. */
  readonly resource: string;
  /** Account that owns the resource. */
  readonly owner: string;
  /** Condition keys in lower case; those about the principal are added here. */
  readonly context: Context;
}

export interface Policies {
  readonly identity: readonly Policy[];
  /** Upper limit of what the identity policies can give. */
  readonly boundary: Policy | undefined;
  readonly resource: Policy | undefined;
  /** True for roles and keys: their own policy must allow, or hand the decision to the account. */
  readonly resourceDecides: boolean;
}

export interface Decision {
  readonly allowed: boolean;
  /** AWS's wording of a refusal; empty where it is allowed. */
  readonly reason: string;
}

type Kind = "identity-based policy" | "permissions boundary" | "resource-based policy";

/** Decides a request. An explicit deny wins over everything; without an allow nothing is allowed. */
export function decide(request: Request, policies: Policies): Decision {
  const { identity, boundary, resource } = policies;
  const layers: readonly (readonly [Kind, readonly Policy[]])[] = [
    ["identity-based policy", identity],
    ["permissions boundary", boundary ? [boundary] : []],
    ["resource-based policy", resource ? [resource] : []],
  ];
  for (const [kind, layer] of layers) {
    if (layer.some((policy) => matching(policy, "Deny", request, kind).length > 0)) {
      return refused(request, `with an explicit deny in ${kind === "identity-based policy" ? "an" : "a"} ${kind}`);
    }
  }
  const missing = missingAllow(request, policies);
  return missing ? refused(request, `because no ${missing} allows the ${request.action} action`) : allowed;
}

const allowed: Decision = { allowed: true, reason: "" };

function refused({ principal, action, resource }: Request, why: string): Decision {
  const user = `User: ${arnOf(principal)} is not authorized to perform: ${action}`;
  return { allowed: false, reason: `${user} on resource: ${resource} ${why}` };
}

/** The kind of policy that would have to allow and does not; nothing where the request is allowed. */
function missingAllow(request: Request, policies: Policies): Kind | undefined {
  const { identity, boundary, resource, resourceDecides } = policies;
  const { principal, owner } = request;
  const means = resource ? meanings(resource, request) : [];
  if (principal.kind !== "session") return means.length > 0 ? undefined : "resource-based policy";

  const byIdentity = identity.some((policy) => matching(policy, "Allow", request, "identity-based policy").length > 0);
  const inBoundary = !boundary || matching(boundary, "Allow", request, "permissions boundary").length > 0;
  const sameAccount = principal.account === owner;
  // What a resource gives to the session itself is not limited by the role's boundary.
  if (sameAccount && means.includes("session")) return undefined;
  if (!inBoundary) return "permissions boundary";
  if (sameAccount && means.some((meaning) => meaning === "role" || meaning === "anyone")) return undefined;
  if (means.length === 0 && (resourceDecides || !sameAccount)) return "resource-based policy";
  return byIdentity ? undefined : "identity-based policy";
}

function meanings(policy: Policy, request: Request): readonly Meaning[] {
  return matching(policy, "Allow", request, "resource-based policy").map((statement) =>
    meaningOf(statement.principals, request.principal),
  );
}

function matching(policy: Policy, effect: Statement["effect"], request: Request, kind: Kind): readonly Statement[] {
  const context = { ...request.context, ...principalContext(request.principal) };
  return policy.statements.filter(
    (statement) =>
      statement.effect === effect &&
      (kind !== "resource-based policy" || meaningOf(statement.principals, request.principal) !== undefined) &&
      covers(statement, request, context) &&
      conditionsHold(statement.conditions, context),
  );
}

function covers(statement: Statement, { action, resource }: Request, context: Context): boolean {
  const named = statement.actions.some((pattern) => actionMatches(pattern, action));
  if (named === statement.exceptActions) return false;
  const there = statement.resources.some((pattern) => arnMatches(pattern, resource, context));
  return there !== statement.exceptResources;
}
