/** When a site must not be disturbed, from its calendar: hours of every week, and dates. */
import type * as z from "zod";
import type { calendar } from "../tenant/calendar.ts";
import { dayMs, minuteMs, type Wall } from "./wall-clock.ts";

export type Calendar = z.output<typeof calendar>;
type Day = Calendar["receivingPeaks"][number]["days"][number];

/** Minutes after midnight. */
const minutesOfDay = 24 * 60;

/**
 * Minutes before a receiving peak in which no release begins any more: Argo CD stops a sync in its midst when a window
 * opens over it. (Its windows can let one finish only from 3.5 on, by `syncOverrun`:
 * https://github.com/argoproj/argo-cd/pull/25510, read 2026-11-22.)
 */
const lead = 30;
/** Minutes before a dispatch cut-off in which everybody packs, and after it until the last lorry has left. */
const cutOff = { before: 120, after: 30 } as const;
/** Cron counts from Sunday. */
const week: readonly Day[] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** Every week, in the site's own time. */
export interface WeeklyClose {
  readonly name: string;
  /** 0 is Sunday. */
  readonly days: readonly number[];
  /** Minutes after midnight, below 1440. */
  readonly from: number;
  /** Minutes. */
  readonly length: number;
}

/** Once, in the site's own time. */
export interface DatedClose {
  readonly name: string;
  readonly start: Wall;
  readonly end: Wall;
}

/** Receiving peaks and the hours around dispatch cut-offs. */
export function weeklyCloses({ receivingPeaks, dispatchCutOffs }: Calendar): readonly WeeklyClose[] {
  const peaks = receivingPeaks.map(({ name, days, from, to }) =>
    weekly(`receiving, ${name}`, days, minutes(from) - lead, minutes(to)),
  );
  const cutOffs = dispatchCutOffs.map(({ name, days, at }) =>
    weekly(`dispatch, ${name}`, days, minutes(at) - cutOff.before, minutes(at) + cutOff.after),
  );
  return [...peaks, ...cutOffs];
}

/** @param from  minutes after midnight of one of the days; below 0 it begins the day before */
function weekly(name: string, days: readonly Day[], from: number, to: number): WeeklyClose {
  const early = from < 0 ? 1 : 0;
  const numbers = days.map((day) => (week.indexOf(day) + 7 - early) % 7);
  return { name, days: numbers, from: from + early * minutesOfDay, length: to - from };
}

/**
 * The financial close of each month, and the closes that the calendar names by date.
 * @param from    first day that counts
 * @param months  how many months from there
 */
export function datedCloses(calendar: Calendar, from: string, months: number): readonly DatedClose[] {
  const first = Date.parse(from);
  const last = addMonths(first, months);
  const named = (calendar.closes ?? []).map(({ name, from, to }) => ({
    name: `closed, ${name}`,
    start: Date.parse(from),
    end: Date.parse(to) + dayMs,
  }));
  // The close of the month before may still be going on.
  const financial = Array.from({ length: months + 2 }, (_, month) =>
    financialClose(calendar, addMonths(first, month - 1)),
  );
  const all = [...financial, ...named].filter(({ start, end }) => end > first && start < last);
  // What lies before the first day would come again within the months, because cron knows no year.
  const clipped = all.map(({ name, start, end }) => ({ name, start: Math.max(start, first), end }));
  return clipped.sort((a, b) => a.start - b.start);
}

/**
 * From so many working days before a month's last working day to so many after it, weekends in between included: whoever
 * closes the books on Friday goes on on Monday.
 * @param month  any time in it
 */
export function financialClose({ financialClose: close, closedDays = [] }: Calendar, month: Wall): DatedClose {
  const isWorking = (day: Wall) => {
    const weekday = new Date(day).getUTCDay();
    return weekday !== 0 && weekday !== 6 && !closedDays.includes(dateOf(day));
  };
  const step = (day: Wall, direction: 1 | -1, count: number): Wall => {
    let [at, left] = [day, count];
    while (left > 0) {
      at += direction * dayMs;
      if (isWorking(at)) left -= 1;
    }
    return at;
  };
  const last = step(addMonths(month, 1), -1, 1);
  const start = step(last, -1, close.daysBefore);
  return {
    name: `financial close of ${dateOf(month).slice(0, 7)}`,
    start,
    end: step(last, 1, close.daysAfter) + dayMs,
  };
}

export const dateOf = (wall: Wall): string => new Date(wall).toISOString().slice(0, 10);

/** The first of the month that is so many months after another one. */
function addMonths(wall: Wall, months: number): Wall {
  const date = new Date(wall);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
}

/** @param clock  `hh:mm` */
export function minutes(clock: string): number {
  const [hours = 0, rest = 0] = clock.split(":").map(Number);
  return hours * 60 + rest;
}

/** @returns the start of each time that a weekly close comes, between two dates */
export function occurrences({ days, from }: WeeklyClose, first: Wall, last: Wall): readonly Wall[] {
  const count = Math.ceil((last - first) / dayMs);
  const starts = Array.from({ length: count }, (_, day) => first + day * dayMs);
  return starts.filter((day) => days.includes(new Date(day).getUTCDay())).map((day) => day + from * minuteMs);
}
