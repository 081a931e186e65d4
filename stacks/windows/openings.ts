/** What a calendar leaves open for releases. */
import { type Calendar, financialClose, occurrences, weeklyCloses } from "./closes.ts";
import { dayMs, minuteMs, type Wall } from "./wall-clock.ts";

/** February 2027, the narrowest month that there can be: four weeks, twenty working days. */
const narrowest = { start: Date.parse("2027-02-01"), end: Date.parse("2027-03-01") };

/**
 * The longest stretch without a peak, a cut-off or a financial close in the narrowest month. Closes by date are not in it:
 * they pass.
 * @returns minutes, 0 where all of it is closed
 */
export function longestOpening(calendar: Calendar): number {
  const { start, end } = narrowest;
  const weekly = weeklyCloses(calendar).flatMap((close) =>
    // The day before, because a close may cross midnight.
    occurrences(close, start - dayMs, end).map((from) => ({ start: from, end: from + close.length * minuteMs })),
  );
  const months = [start - dayMs, start, end];
  const financial = months.map((month) => financialClose(calendar, month));
  let [longest, free]: [number, Wall] = [0, start];
  const closes = [...weekly, ...financial, { start: end, end }].sort((a, b) => a.start - b.start);
  for (const close of closes) {
    longest = Math.max(longest, Math.min(close.start, end) - free);
    free = Math.max(free, close.end);
  }
  return longest / minuteMs;
}
