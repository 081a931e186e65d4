/** Closes as Argo CD's sync windows take them: five fields of cron, and a duration. */
import type { DatedClose, WeeklyClose } from "./closes.ts";
import { minuteMs } from "./wall-clock.ts";

/** A stretch in which no release may arrive. */
export interface DenyWindow {
  readonly description: string;
  /** In `timeZone`. */
  readonly schedule: string;
  /** Go's notation, for example `3h30m`. */
  readonly duration: string;
  readonly timeZone: string;
}

export type Untimed = Omit<DenyWindow, "timeZone">;

/** Cron knows no year: it comes again after twelve months. */
export const once = ({ name, start, end }: DatedClose): Untimed => {
  const at = new Date(start);
  const schedule = [at.getUTCMinutes(), at.getUTCHours(), at.getUTCDate(), at.getUTCMonth() + 1, "*"].join(" ");
  return { description: name, schedule, duration: duration((end - start) / minuteMs) };
};

/** @param months  in which it comes, 1 to 12; default: all */
export const everyWeek = (close: WeeklyClose, months?: readonly number[]): Untimed =>
  weekly(close, `* ${months?.join(",") ?? "*"} ${close.days.join(",")}`);

/** A weekly close on some dates of one month only. */
export const onDates = (close: WeeklyClose, dates: readonly number[], month: number): Untimed =>
  weekly(close, `${dates.join(",")} ${month} *`);

const weekly = ({ name, from, length }: WeeklyClose, days: string): Untimed => ({
  description: name,
  schedule: `${from % 60} ${Math.floor(from / 60)} ${days}`,
  duration: duration(length),
});

const duration = (minutes: number): string => `${Math.floor(minutes / 60)}h${minutes % 60}m`;
