/** Who makes a request, and whether a resource's policy means them. */
import type { Statement } from "./policy.ts";

/** A session of a role. */
export interface Session {
  readonly kind: "session";
  readonly account: string;
  /** `arn:aws:iam::<account>:role/<name>` */
  readonly role: string;
  /** Last part of the session's ARN. */
  readonly session: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Keys of `tags` that go on to the next role that this session assumes. */
  readonly transitiveTags: readonly string[];
}

/** A session, a service of AWS itself, or whoever an identity provider vouches for, by the provider's ARN. */
export type Principal =
  | Session
  | { readonly kind: "service"; readonly name: string }
  | { readonly kind: "federated"; readonly provider: string };

/** `arn:aws:sts::<account>:assumed-role/<role>/<session>`, the service's name, or the provider's ARN. */
export function arnOf(principal: Principal): string {
  if (principal.kind === "service") return principal.name;
  if (principal.kind === "federated") return principal.provider;
  const { account, role, session } = principal;
  return `arn:aws:sts::${account}:assumed-role/${roleName(role)}/${session}`;
}

/** Name of a role without its path. */
export function roleName(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}

/**
 * How a statement of a resource's policy means a principal: by itself (`session`, `role`, `anyone`), or only through its
 * account (`account`), which then still has to allow it by an identity policy.
 */
export type Meaning = "session" | "role" | "anyone" | "account" | undefined;

export function meaningOf(principals: Statement["principals"], principal: Principal): Meaning {
  if (principals === undefined || principals === "*") return principals === "*" ? "anyone" : undefined;
  if (principal.kind === "service") {
    return principals.Service?.includes(principal.name) ? "role" : undefined;
  }
  if (principal.kind === "federated") {
    return principals.Federated?.includes(principal.provider) ? "role" : undefined;
  }
  const names = principals.AWS ?? [];
  if (names.includes("*")) return "anyone";
  if (names.includes(arnOf(principal))) return "session";
  if (names.includes(principal.role)) return "role";
  const accounts = [principal.account, `arn:aws:iam::${principal.account}:root`];
  return names.some((name) => accounts.includes(name)) ? "account" : undefined;
}

/** What conditions and variables may ask about a principal. */
export function principalContext(principal: Principal): Record<string, string> {
  if (principal.kind === "service") {
    return { "aws:principalisawsservice": "true", "aws:principalservicename": principal.name };
  }
  if (principal.kind === "federated") return { "aws:federatedprovider": principal.provider };
  const { account, role, session, tags } = principal;
  return {
    "aws:principalarn": role,
    "aws:principalaccount": account,
    "aws:principaltype": "AssumedRole",
    "aws:principalisawsservice": "false",
    "aws:userid": `${roleName(role)}:${session}`,
    ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:principaltag/${key.toLowerCase()}`, value])),
  };
}
