/** When a tenant's backup jobs run: by its tier, in the hours in which its site sleeps. */
import { createHash } from "node:crypto";
import type { Tenant } from "../../stacks/tenant.ts";
import { archives, tiers } from "../../stacks/tiers.ts";
import { longestQuiet } from "./windows.ts";

/** Minutes after the nightly dump: each job has the time that the one before it usually takes, locks do the rest. */
const after = { copy: 45, verify: 60, prune: 150, archive: 210, retrieve: 240 } as const;
/** Minutes over which tenants are spread, so that they do not all read their server at once. */
const spread = 60;

export interface Rhythm {
  readonly timeZone: string;
  /** Five fields of cron each, in `timeZone`. */
  readonly dump: string;
  /** As often as the dump, after each; where copies go nowhere, nothing runs. */
  readonly copy: string;
  readonly verify: string;
  readonly prune: string;
  readonly archive: string;
  readonly retrieve: string;
}

/** @returns the hours of the tenant's backup jobs */
export function backupRhythm({ metadata: { name }, spec: { tier, calendar } }: Tenant): Rhythm {
  const dump = longestQuiet(calendar).start + 30 + offset(name);
  const { hoursBetweenDumps: every, verifyDays } = tiers[tier];
  const often = (minutes: number) => {
    const { hour, minute } = clock(minutes);
    const hours = Array.from({ length: 24 / every }, (_, turn) => (hour + turn * every) % 24).sort((a, b) => a - b);
    return `${minute} ${hours.join(",")} * * *`;
  };
  const at = (minutes: number, days: string) => `${clock(minutes).minute} ${clock(minutes).hour} ${days}`;
  return {
    timeZone: calendar.timeZone,
    dump: often(dump),
    copy: often(dump + after.copy),
    verify: at(dump + after.verify, `* * ${verifyDays}`),
    prune: at(dump + after.prune, "* * *"),
    archive: at(dump + after.archive, `${archives.day} * *`),
    retrieve: at(dump + after.retrieve, `${archives.retrieval.day} ${archives.retrieval.months.join(",")} *`),
  };
}

/** The same for a tenant every time, different between tenants. */
function offset(name: string): number {
  return createHash("sha256").update(name).digest().readUInt16BE() % spread;
}

function clock(minutes: number): { readonly hour: number; readonly minute: number } {
  return { hour: Math.floor(minutes / 60) % 24, minute: minutes % 60 };
}
