/** When a site works: its own time zone, its peaks, its lorries, its books and its shifts. */
import * as z from "zod";
import { list, section, whole } from "../schema.ts";
import { clock, date, days, words } from "./words.ts";

const timeZone = z
  .string({ error: "an IANA time zone, for example Europe/Berlin" })
  .refine((zone) => Intl.supportedValuesOf("timeZone").includes(zone), {
    error: "an IANA time zone, for example Europe/Berlin",
  });

/** A stretch of every week in the site's own time; it may not cross midnight. */
const span = section({
  name: words("a short name"),
  days: days.describe("Weekdays on which it happens"),
  from: clock.describe("First minute, in the site's own time"),
  to: clock.describe("Its end, on the same day: a night shift is two spans"),
});

export const calendar = section({
  timeZone: timeZone.describe("IANA time zone of the site; all times of the calendar are in it"),
  receivingPeaks: list(span, "a list of spans").describe("Hours in which goods arrive: no release then"),
  dispatchCutOffs: list(
    section({
      name: words("a short name"),
      days: days.describe("Weekdays on which it leaves"),
      at: clock.describe("When the last parcel must be ready"),
    }),
    "a list of cut-offs",
  ).describe("When the lorries leave: no release in the hours before"),
  financialClose: section({
    daysBefore: whole(0, 10, "days"),
    daysAfter: whole(0, 10, "days"),
  }).describe("Working days before and after the last working day of a month in which the books are closed"),
  closedDays: list(date, "a list of dates")
    .describe("Weekdays that are no working days, such as public holidays: the books count without them")
    .optional(),
  closes: list(
    section({
      name: words("a short name"),
      from: date.describe("First day, in the site's own time"),
      to: date.describe("Last day"),
    }),
    "a list of stretches",
  )
    .describe("Days on which no release may arrive, such as a stocktaking")
    .optional(),
  shifts: list(span, "a list of spans")
    .min(1, { error: "at least one shift" })
    .describe("Hours in which people work; backups run outside of them"),
});

/** What is wrong with a calendar although each of its fields is right. */
export function calendarProblems({
  receivingPeaks,
  shifts,
  closes = [],
}: z.output<typeof calendar>): readonly { readonly path: string; readonly fits: string }[] {
  const spans = Object.entries({ receivingPeaks, shifts }).flatMap(([group, entries]) =>
    entries.flatMap(({ from, to }, index) =>
      to > from ? [] : [{ path: `${group}.${index}.to`, fits: `a time after ${from}; a night shift is two spans` }],
    ),
  );
  const stretches = closes.flatMap(({ from, to }, index) =>
    to >= from ? [] : [{ path: `closes.${index}.to`, fits: `${from} or a later day` }],
  );
  return [...spans, ...stretches];
}
