/** A calendar's closes as the sync windows of a project of Argo CD. */
import { type Calendar, datedCloses, weeklyCloses } from "./closes.ts";
import { liftedUntil } from "./lifted.ts";
import { type DenyWindow, everyWeek, once } from "./schedule.ts";
import { wallOf } from "./wall-clock.ts";

/**
 * Months of dated closes. Cron knows no year, so a date comes again after twelve months: by then the list must have been
 * made anew, and a month is kept for that.
 */
export const horizonMonths = 11;
/** Argo CD takes no longer description. */
const longestDescription = 255;

/**
 * @param from       first day of the horizon
 * @param emergency  instant, in milliseconds since 1970, until which nothing is closed
 */
export function denyWindows(calendar: Calendar, from: string, emergency?: number): readonly DenyWindow[] {
  const { timeZone } = calendar;
  const [weekly, dated] = [weeklyCloses(calendar), datedCloses(calendar, from, horizonMonths)];
  const windows =
    emergency === undefined
      ? [...weekly.map((close) => everyWeek(close)), ...dated.map(once)]
      : liftedUntil(wallOf(emergency, timeZone), weekly, dated);
  return merged(windows.map((window) => ({ ...window, timeZone })));
}

/** Argo CD takes no project with two windows of the same hours. */
function merged(windows: readonly DenyWindow[]): readonly DenyWindow[] {
  const byHours = Map.groupBy(windows, ({ schedule, duration }) => `${schedule} ${duration}`);
  return [...byHours.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const names = [first, ...others].map(({ description }) => description).join("; ");
    return [{ ...first, description: names.slice(0, longestDescription) }];
  });
}
