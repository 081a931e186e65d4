/** Taking on a role: what `sts:AssumeRole` asks and gives, also when EKS does it for a pod. */
import type { World } from "../../world.ts";
import { findRole, trustPolicy } from "../iam/attached.ts";
import type { Principal, Session } from "../iam/principal.ts";
import type { Authoriser } from "./authorise.ts";
import { AwsError, accessDenied } from "./errors.ts";
import { tagsOf } from "./tags.ts";

export interface AssumeRole {
  readonly role: string;
  readonly session: string;
  readonly seconds: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly transitiveTags: readonly string[];
  readonly externalId?: string | undefined;
}

/** A session that comes from another session lives an hour at most. */
const chainedSeconds = 3600;

/**
 * @throws AwsError where the role's trust or the caller's own policies say no, in the words of STS
 */
export function assumeRole(world: World, authoriser: Authoriser, principal: Principal, wish: AssumeRole): Session {
  const inherited = inheritedTags(principal);
  const tags = { ...wish.tags, ...inherited };
  checkWish(wish, principal, inherited);
  const role = findRole(world, wish.role);
  const context = {
    "sts:rolesessionname": wish.session,
    ...(wish.externalId === undefined ? {} : { "sts:externalid": wish.externalId }),
    "aws:tagkeys": Object.keys(tags),
    ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:requesttag/${key.toLowerCase()}`, value])),
  };
  // Tags that travel on from an earlier session need the permission too, in the trust of every role on the way:
  // https://github.com/aws/eks-pod-identity-agent/issues/80
  const actions = ["sts:AssumeRole", ...(Object.keys(tags).length > 0 ? ["sts:TagSession"] : [])];
  for (const action of actions) {
    const request = { principal, action, resource: wish.role, owner: accountOf(wish.role), context };
    if (!role) throw accessDenied("query", authoriser.decide(request, { policy: undefined, decides: true }).reason);
    authoriser.require("query", request, { policy: trustPolicy(role), decides: true });
  }
  const limit = Number(role?.outputs.maxSessionDuration ?? chainedSeconds);
  if (wish.seconds > limit) throw tooLong("the MaxSessionDuration set for this role");
  return {
    kind: "session",
    account: accountOf(wish.role),
    role: wish.role,
    session: wish.session,
    tags: { ...(role ? tagsOf(role) : {}), ...tags },
    transitiveTags: [...new Set([...wish.transitiveTags, ...Object.keys(inherited)])],
  };
}

/** @throws AwsError where role, session's name or duration are none that STS takes */
export function checkAssumption({ role, session, seconds }: Pick<AssumeRole, "role" | "session" | "seconds">): void {
  const invalid = (message: string) => new AwsError("ValidationError", 400, message);
  if (!/^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/.test(role)) throw invalid(`${role} is invalid`);
  if (!/^[\w+=,.@-]{2,64}$/.test(session)) throw invalid(`Invalid RoleSessionName: ${session}`);
  if (!(seconds >= 900 && seconds <= 43_200)) throw invalid("DurationSeconds must be from 900 to 43200");
}

function checkWish(wish: AssumeRole, principal: Principal, inherited: Readonly<Record<string, string>>): void {
  checkAssumption(wish);
  if (principal.kind === "session" && wish.seconds > chainedSeconds) {
    throw tooLong("the 1 hour session limit for roles assumed by role chaining");
  }
  const overwritten = Object.keys(wish.tags).find((key) => key in inherited);
  if (overwritten) {
    throw new AwsError(
      "InvalidParameterValue",
      400,
      `The inherited transitive tag ${overwritten} cannot be overridden`,
    );
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_roles.html */
export function tooLong(limit: string): AwsError {
  return new AwsError("ValidationError", 400, `The requested DurationSeconds exceeds ${limit}.`);
}

function inheritedTags(principal: Principal): Record<string, string> {
  if (principal.kind !== "session") return {};
  return Object.fromEntries(Object.entries(principal.tags).filter(([key]) => principal.transitiveTags.includes(key)));
}

function accountOf(arn: string): string {
  return arn.split(":")[4] ?? "";
}
