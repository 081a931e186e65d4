/** When a tenant's backup jobs run: by its tier, in the hours in which its site sleeps. */
import { createHash } from "node:crypto";
import type { Tenant } from "../../stacks/tenant.ts";
import { longestQuiet } from "./windows.ts";

type Tier = Tenant["spec"]["tier"];

/** Hours between two dumps. What happens in between is covered by the database's point-in-time recovery. */
const hoursBetweenDumps: Readonly<Record<Tier, number>> = { restore: 24, "high-availability": 12, "cross-region": 6 };
/** Days of the week (cron) on which the newest backup is restored and checked. */
const verifyDays: Readonly<Record<Tier, string>> = { restore: "0", "high-availability": "0,3", "cross-region": "*" };
/** Minutes after the nightly dump: each job has the time that the one before it usually takes, locks do the rest. */
const after = { verify: 60, prune: 150, archive: 210 } as const;
/** Minutes over which tenants are spread, so that they do not all read their server at once. */
const spread = 60;

export interface Rhythm {
  readonly timeZone: string;
  /** Five fields of cron each, in `timeZone`. */
  readonly dump: string;
  readonly verify: string;
  readonly prune: string;
  /** On the first of each month. */
  readonly archive: string;
}

/** @returns the hours of the tenant's backup jobs */
export function backupRhythm({ metadata: { name }, spec: { tier, calendar } }: Tenant): Rhythm {
  const dump = longestQuiet(calendar).start + 30 + offset(name);
  const every = hoursBetweenDumps[tier];
  const { hour, minute } = clock(dump);
  const hours = Array.from({ length: 24 / every }, (_, turn) => (hour + turn * every) % 24).sort((a, b) => a - b);
  const at = (minutes: number, days: string) => `${clock(minutes).minute} ${clock(minutes).hour} ${days}`;
  return {
    timeZone: calendar.timeZone,
    dump: `${minute} ${hours.join(",")} * * *`,
    verify: at(dump + after.verify, `* * ${verifyDays[tier]}`),
    prune: at(dump + after.prune, "* * *"),
    archive: at(dump + after.archive, "1 * *"),
  };
}

/** The same for a tenant every time, different between tenants. */
function offset(name: string): number {
  return createHash("sha256").update(name).digest().readUInt16BE() % spread;
}

function clock(minutes: number): { readonly hour: number; readonly minute: number } {
  return { hour: Math.floor(minutes / 60) % 24, minute: minutes % 60 };
}
