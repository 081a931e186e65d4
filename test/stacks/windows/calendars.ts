/** Calendars for the tests: a site that never closes but for its books, with some lines changed. */
import type { Calendar } from "../../../stacks/windows/closes.ts";

type Days = Calendar["shifts"][number]["days"];

export const every: Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

export const calendarWith = (change: Partial<Calendar>): Calendar => ({
  timeZone: "Europe/Berlin",
  receivingPeaks: [],
  dispatchCutOffs: [],
  financialClose: { daysBefore: 0, daysAfter: 0 },
  shifts: [{ name: "day", days: every, from: "06:00", to: "14:00" }],
  ...change,
});

/** Milliseconds since 1970. */
export const instant = (text: string): number => Date.parse(text);
