/** What a rule consists of. Each stands in a file of its own: `rules/<threat>/<name>.ts`. */
import type { CloudName } from "../components/contracts/context.ts";
import type { Reference } from "./frameworks.ts";
import type { Finding } from "./judge/finding.ts";
import type { StackView } from "./judge/stack-view.ts";
import type { Subject } from "./judge/subject.ts";
import type { Threat } from "./threats.ts";

export interface Rule {
  /** Kebab-case, the name of its file; the same on every cloud. */
  readonly name: string;
  readonly threat: Threat;
  /** A mandatory rule stops preview and update; an advisory one warns. */
  readonly level: "mandatory" | "advisory";
  readonly severity: "low" | "medium" | "high" | "critical";
  /** What holds where the rule is kept, in a sentence. */
  readonly description: string;
  /** What happens where it is not. */
  readonly why: string;
  readonly frameworks: readonly Reference[];
  /** What to do about a violation. */
  readonly remedy: string;
  /** The same rule in the words of each cloud. */
  readonly checks: Readonly<Partial<Record<CloudName, readonly Check[]>>>;
}

export type Check = ResourceCheck | StackCheck;

/** Sees one resource as the program declares it, before the cloud does. */
export interface ResourceCheck {
  readonly sees: "resource";
  readonly appliesTo: (type: string) => boolean;
  readonly check: (subject: Subject) => readonly Finding[];
}

/** Sees one resource among all others of the stack, at the end of a preview or update. */
export interface StackCheck {
  readonly sees: "stack";
  readonly appliesTo: (type: string) => boolean;
  readonly check: (subject: Subject, stack: StackView) => readonly Finding[];
}

/** @param types  type tokens, for example `aws:rds/instance:Instance` */
export const onResource = (types: string | readonly string[], check: ResourceCheck["check"]): ResourceCheck => ({
  sees: "resource",
  appliesTo: among(types),
  check,
});

/** For every resource of a provider, for example `aws` or `azure-native`. */
export const onEveryResource = (provider: string, check: ResourceCheck["check"]): ResourceCheck => ({
  sees: "resource",
  appliesTo: (type) => type.startsWith(`${provider}:`),
  check,
});

/** @param types  of the resources that are looked at one by one; the check finds the others itself */
export const inStack = (types: string | readonly string[], check: StackCheck["check"]): StackCheck => ({
  sees: "stack",
  appliesTo: among(types),
  check,
});

const among = (types: string | readonly string[]) => (type: string) =>
  typeof types === "string" ? type === types : types.includes(type);
