/** Closes with nothing closed before a time: an emergency that ends by itself, because cron says when it ends. */
import { type DatedClose, occurrences, type WeeklyClose } from "./closes.ts";
import { everyWeek, once, onDates, type Untimed } from "./schedule.ts";
import { dayMs, minuteMs, type Wall } from "./wall-clock.ts";

/** Most hours that an emergency lifts windows for; what takes longer is a change of the calendar. */
export const longestEmergencyHours = 72;

const months = Array.from({ length: 12 }, (_, month) => month + 1);

/** @param until  on the site's wall */
export function liftedUntil(
  until: Wall,
  weekly: readonly WeeklyClose[],
  dated: readonly DatedClose[],
): readonly Untimed[] {
  return [...weekly.flatMap((close) => weeklyAfter(until, close)), ...rests(until, dated).map(once)];
}

/**
 * In the month of that time it is written by date. In the month before, if the emergency may have begun in it, it is left
 * out: that month is over.
 */
function weeklyAfter(until: Wall, close: WeeklyClose): readonly Untimed[] {
  // A day more, because a close may cross midnight.
  const earliest = until - (longestEmergencyHours / 24 + 1) * dayMs;
  const [month, begun] = [monthOf(until), monthOf(earliest)];
  const date = new Date(until);
  const ofMonth = (next: 0 | 1) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + next, 1);
  const starts = occurrences(close, ofMonth(0) - dayMs, ofMonth(1));
  const running = starts
    .filter((start) => start < until)
    .map((start) => ({ name: close.name, start, end: start + close.length * minuteMs }));
  const dates = starts.filter((start) => start >= until).map((start) => new Date(start).getUTCDate());
  return [
    everyWeek(
      close,
      months.filter((each) => each !== month && each !== begun),
    ),
    ...(dates.length > 0 ? [onDates(close, dates, month)] : []),
    ...rests(until, running).map(once),
  ];
}

/** What is left of closes after a time. */
const rests = (until: Wall, closes: readonly DatedClose[]): readonly DatedClose[] =>
  closes.filter(({ end }) => end > until).map((close) => ({ ...close, start: Math.max(close.start, until) }));

const monthOf = (wall: Wall): number => new Date(wall).getUTCMonth() + 1;
