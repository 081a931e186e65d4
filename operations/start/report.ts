/** What a start found, for programs: `--report FILE`. */
import type { ApplicationState } from "../../simulator/kubernetes/client/applications.ts";
import type { Changes, Violation } from "./events.ts";
import type { Rehearsal } from "./rehearsal.ts";

export interface Report {
  readonly stack: string;
  readonly cloud: string;
  readonly resources: Changes;
  /** How many rules were asked, and how many violations they found. */
  readonly policy: { readonly rules: number; readonly mandatory: number; readonly advisory: number };
  readonly applications: readonly { readonly name: string; readonly sync: string; readonly health: string }[];
  /** Nothing where no tenant works: the stack has none, or recovers another one. */
  readonly backup: Omit<Rehearsal, "tenant"> | null;
  /** What the real cloud would have taken for what this run changed, in seconds. */
  readonly modelled: {
    readonly seconds: number;
    readonly criticalPath: readonly { readonly resource: string; readonly seconds: number }[];
  };
  /** Estimate from dated list prices; nothing where the list has none of the stack's resources. */
  readonly cost: { readonly monthly: number | null; readonly currency: string };
  readonly seconds: { readonly setup: number; readonly up: number; readonly sync: number; readonly total: number };
}

export function policyOf(rules: number, violations: readonly Violation[]): Report["policy"] {
  const count = (level: string) => violations.filter((violation) => violation.level === level).length;
  return { rules, mandatory: count("mandatory"), advisory: count("advisory") };
}

export const applicationsOf = (states: readonly ApplicationState[]): Report["applications"] =>
  states.map(({ name, sync, health }) => ({ name, sync, health }));
