/** When a tenant's site must not be disturbed, and when it sleeps: from its calendar, in its own time zone. */
import type { Tenant } from "../../stacks/tenant.ts";
import { minutes } from "../../stacks/windows/closes.ts";
import { denyWindows } from "../../stacks/windows/deny.ts";
import type { DenyWindow } from "../../stacks/windows/schedule.ts";

type Calendar = Tenant["spec"]["calendar"];

const minutesOfDay = 24 * 60;

/**
 * Stretches in which no release may arrive, as Argo CD's sync windows take them. Outside production there are none: a
 * release proves itself there while production is closed.
 * @param from  first day of the closes by date, see horizon.ts
 */
export function quietWindows({ spec }: Tenant, from: string): readonly DenyWindow[] {
  if (!spec.ring.startsWith("production")) return [];
  return denyWindows(spec.calendar, from, spec.emergency && Date.parse(spec.emergency.until));
}

export interface Quiet {
  /** Minutes after midnight. */
  readonly start: number;
  readonly length: number;
}

/**
 * The longest stretch of a day in which no shift works on any day of the week; it may cross midnight. A site that works
 * around the clock gets the whole day, starting at midnight: then no hour is better than another.
 */
export function longestQuiet({ shifts }: Calendar): Quiet {
  const busy = Array.from({ length: minutesOfDay }, () => false);
  for (const { from, to } of shifts) busy.fill(true, minutes(from), minutes(to));
  const longest = busy.reduce<Quiet>(
    (best, works, start) => {
      if (works || !busy.at(start - 1)) return best;
      const length = busy.concat(busy).indexOf(true, start) - start;
      return length > best.length ? { start, length } : best;
    },
    { start: 0, length: 0 },
  );
  return longest.length > 0 ? longest : { start: 0, length: minutesOfDay };
}
