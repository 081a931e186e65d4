/** Sets what was measured against what the tenant's tier promises. */
import { type BusinessFunction, byBackups, byRewind, type Objective, type TierPlan } from "../../stacks/tiers.ts";
import { type Measured, modelled } from "./measure.ts";
import type { Report } from "./report.ts";
import type { Check, CloudTime, Scenario } from "./scenario.ts";

export interface Judged {
  readonly report: Report;
  /** Why it failed; empty where it passed. */
  readonly reasons: readonly string[];
}

export interface Findings {
  readonly scenario: string;
  readonly stack: string;
  readonly tier: string;
  readonly objective: Objective;
  /** See `Scenario.planned`. */
  readonly planned?: true | undefined;
  readonly measured: Measured;
  readonly cloudTimes: readonly CloudTime[];
  readonly checks: readonly Check[];
  /** Why the drill could not be played to its end; empty where it was. */
  readonly broken: readonly string[];
}

/** The strictest of the objectives of some functions. */
export function strictest({ objectives }: TierPlan, functions: readonly BusinessFunction[]): Objective {
  const those = functions.map((name) => objectives[name]);
  return { rpo: Math.min(...those.map(({ rpo }) => rpo)), rto: Math.min(...those.map(({ rto }) => rto)) };
}

/** What a scenario may cost a tenant of a tier. */
export function objectiveOf({ functions, by }: Pick<Scenario, "functions" | "by">, plan: TierPlan): Objective {
  if (by === "backups") return byBackups(plan);
  return by === "rewind" ? byRewind(plan) : strictest(plan, functions);
}

export function judge(findings: Findings): Judged {
  const { scenario, stack, tier, objective, planned, measured, cloudTimes, checks, broken } = findings;
  const found = "measurement" in measured ? measured.measurement : undefined;
  const real = found && modelled(found.outage, cloudTimes);
  const reasons = [
    ...broken,
    ...("impossible" in measured ? [`it could not be measured: ${measured.impossible}`] : []),
    ...over("lost work", found?.lostSeconds, objective.rpo),
    ...(planned && found && found.lostRows > 0 ? [`${found.lostRows} rows are lost, and none had to be`] : []),
    ...over("time without served writes", found?.outage, objective.rto),
    ...over("the same with the cloud's own times", real, objective.rto),
    ...blurred(found?.resolution, objective),
    ...(found && found.unexplained > 0 ? [`${found.unexplained} rows are there that nobody sent`] : []),
    ...checks.filter(({ ok }) => !ok).map(({ name, found: what }) => `${name}: ${what ?? "not as it should be"}`),
  ];
  const report: Report = {
    scenario,
    stack,
    tier,
    rpo: { rows: found?.lostRows ?? null, seconds: tenths(found?.lostSeconds), objective: objective.rpo },
    rto: { seconds: tenths(found?.outage), objective: objective.rto, modelled: tenths(real) },
    checks: checks.map(({ name, ok }) => ({ name, ok })),
    verdict: reasons.length === 0 ? "passed" : "failed",
  };
  return { report, reasons };
}

function over(what: string, seconds: number | undefined, objective: number): readonly string[] {
  if (seconds === undefined || seconds <= objective) return [];
  return [`${what}: ${tenths(seconds)} s, the objective is ${objective} s`];
}

/** A load with pauses longer than the objective cannot tell whether it was met. */
function blurred(resolution: number | undefined, { rpo, rto }: Objective): readonly string[] {
  const finest = Math.min(rpo, rto);
  if (resolution === undefined || resolution <= finest) return [];
  return [
    `it could not be measured: writes paused for ${tenths(resolution)} s before the event, the objective is ${finest} s`,
  ];
}

/** Rounded up to a tenth of a second: no loss looks smaller than it is. */
export function tenths(seconds: number): number;
export function tenths(seconds: number | undefined): number | null;
export function tenths(seconds: number | undefined): number | null {
  return seconds === undefined ? null : Math.ceil(seconds * 10 - 1e-6) / 10;
}
