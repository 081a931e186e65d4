/** Between instants and what a clock on a site's wall shows. */

/** Date and time on a wall, as the milliseconds since 1970 at which a clock in UTC shows the same. */
export type Wall = number;

export const minuteMs = 60_000;
export const dayMs = 24 * 60 * minuteMs;

/** Making one costs more than asking it a thousand times. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockIn(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const numeric = "numeric";
  const date = { year: numeric, month: numeric, day: numeric } as const;
  const time = { hour: numeric, minute: numeric, second: numeric, hourCycle: "h23" } as const;
  const made = new Intl.DateTimeFormat("en-US", { timeZone, ...date, ...time });
  clocks.set(timeZone, made);
  return made;
}

/**
 * @param instant   milliseconds since 1970
 * @param timeZone  IANA name
 */
export function wallOf(instant: number, timeZone: string): Wall {
  const parts = clockIn(timeZone).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((each) => each.type === type)?.value);
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
}

/**
 * The first instant at which the wall shows this time or a later one: clocks that jump over an hour show a later one, and
 * of an hour that comes twice it is the first.
 */
export function firstInstant(wall: Wall, timeZone: string): number {
  const offsets = [wall - dayMs, wall + dayMs].map((about) => wallOf(about, timeZone) - about);
  const latest = wall - Math.min(...offsets);
  for (let instant = wall - Math.max(...offsets); instant < latest; instant += minuteMs)
    if (wallOf(instant, timeZone) >= wall) return instant;
  return latest;
}
