/** When a tenant's site must not be disturbed, and when it sleeps: from its calendar, in its own time zone. */
import type { Tenant } from "../../stacks/tenant.ts";

type Calendar = Tenant["spec"]["calendar"];
type Day = Calendar["receivingPeaks"][number]["days"][number];

/** Minutes before a dispatch cut-off in which everybody packs, and after it until the last lorry has left. */
const cutOff = { before: 120, after: 30 } as const;
const week: readonly Day[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const minutesOfDay = 24 * 60;

/** A stretch in which no release may arrive, as Argo CD's sync windows take it. */
export interface QuietWindow {
  readonly description: string;
  /** Five fields of cron, in `timeZone`. */
  readonly schedule: string;
  /** Go's notation, for example `3h30m`. */
  readonly duration: string;
  readonly timeZone: string;
}

/** Receiving peaks and the hours around dispatch cut-offs. */
export function quietWindows({ timeZone, receivingPeaks, dispatchCutOffs }: Calendar): readonly QuietWindow[] {
  const peaks = receivingPeaks.map(({ name, days, from, to }) => ({
    ...{ name: `receiving, ${name}`, days, from: minutes(from), length: minutes(to) - minutes(from) },
  }));
  const cutOffs = dispatchCutOffs.map(({ name, days, at }) => {
    const from = Math.max(0, minutes(at) - cutOff.before);
    return { name: `dispatch, ${name}`, days, from, length: minutes(at) + cutOff.after - from };
  });
  return [...peaks, ...cutOffs].map(({ name, days, from, length }) => ({
    description: name,
    schedule: `${from % 60} ${Math.floor(from / 60)} * * ${days.map(cronDay).join(",")}`,
    duration: `${Math.floor(length / 60)}h${length % 60}m`,
    timeZone,
  }));
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

/** @param clock  `hh:mm` */
function minutes(clock: string): number {
  const [hours = 0, rest = 0] = clock.split(":").map(Number);
  return hours * 60 + rest;
}

/** Cron counts from Sunday, 0. */
function cronDay(day: Day): number {
  return (week.indexOf(day) + 1) % 7;
}
