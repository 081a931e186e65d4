/** Closes of a calendar, as windows of Argo CD. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { type Calendar, datedCloses } from "../../../stacks/windows/closes.ts";
import { denyWindows, horizonMonths } from "../../../stacks/windows/deny.ts";
import { longestEmergencyHours } from "../../../stacks/windows/lifted.ts";
import { closedBy } from "../../../stacks/windows/open.ts";
import { dayMs } from "../../../stacks/windows/wall-clock.ts";
import { calendarWith, every, instant } from "./calendars.ts";

const from = "2026-11-01";
const windowsOf = (change: Partial<Calendar>, first = from) => denyWindows(calendarWith(change), first);
const schedules = (change: Partial<Calendar>, first?: string) =>
  windowsOf(change, first).map(({ schedule, duration }) => `${schedule} ${duration}`);
/** Dates of the financial closes, first and last day. */
const closes = (change: Partial<Calendar>, first: string) =>
  windowsOf({ receivingPeaks: [], dispatchCutOffs: [], ...change }, first).map(({ schedule, duration }) => {
    const [, , date, month] = schedule.split(" ");
    return `${date}.${month}. ${Number.parseInt(duration, 10) / 24} days`;
  });

describe("windows of every week", () => {
  it("close half an hour before a receiving peak and open with its end, in the site's own time", () => {
    const peak = { name: "containers", days: ["tue", "sun"] as const, from: "05:45", to: "08:00" };
    const [window] = windowsOf({ timeZone: "Asia/Kolkata", receivingPeaks: [{ ...peak, days: [...peak.days] }] });
    assert.deepEqual(window, {
      description: "receiving, containers",
      schedule: "15 5 * * 2,0",
      duration: "2h45m",
      timeZone: "Asia/Kolkata",
    });
  });

  it("close two hours before a dispatch cut-off, for half an hour more than that", () => {
    const [cutOff] = schedules({ dispatchCutOffs: [{ name: "parcel", days: ["fri"], at: "16:30" }] });
    assert.equal(cutOff, "30 14 * * 5 2h30m");
  });

  it("reach into the day before, from Sunday into Saturday as well", () => {
    const [cutOff] = schedules({ dispatchCutOffs: [{ name: "night", days: ["mon", "sun"], at: "01:00" }] });
    assert.equal(cutOff, "0 23 * * 0,6 2h30m");
  });

  it("are one where two have the same hours, because Argo CD takes no two of them", () => {
    const peak = { name: "trucks", days: every, from: "06:00", to: "07:00" };
    const [both, ...rest] = windowsOf({ receivingPeaks: [peak, { ...peak, name: "rail" }] });
    assert.equal(both?.description, "receiving, trucks; receiving, rail");
    assert.ok(rest.every(({ description }) => description.startsWith("financial")));
  });
});

describe("windows by date", () => {
  it("close the books around the last working day of each month, and go on over a weekend", () => {
    assert.deepEqual(closes({ financialClose: { daysBefore: 1, daysAfter: 2 } }, "2027-01-01").slice(0, 4), [
      // The close of December: 30 December to 4 January, of which what lies before the first day is over.
      "1.1. 4 days",
      // Thursday 28 January to Tuesday 2 February: the last working day is Friday 29.
      "28.1. 6 days",
      "25.2. 6 days",
      "30.3. 4 days",
    ]);
  });

  it("take no closed day for a working day", () => {
    const easter = {
      closedDays: ["2027-03-26", "2027-03-29", "2027-03-31"],
      financialClose: { daysBefore: 1, daysAfter: 0 },
    };
    // The 31st is a holiday, so the 30th is the last; before it, Easter Monday and Good Friday do not count.
    assert.equal(closes(easter, "2027-03-01")[0], "25.3. 6 days");
  });

  it("are those that the calendar names, with their last day", () => {
    const stocktaking = { name: "stocktaking", from: "2027-01-07", to: "2027-01-08" };
    const window = windowsOf({ closes: [stocktaking] }).find(({ description }) => description.includes("stocktaking"));
    assert.deepEqual([window?.schedule, window?.duration], ["0 0 7 1 *", "48h0m"]);
  });

  it("do not come again while they are listed, though cron knows no year", () => {
    const change = {
      closes: [{ name: "move", from: "2026-09-15", to: "2026-11-20" }],
      financialClose: { daysBefore: 5, daysAfter: 5 },
    };
    for (const first of ["2026-11-01", "2027-02-01", "2028-02-01"]) {
      const windows = windowsOf(change, first);
      const spans = datedCloses(calendarWith(change), first, horizonMonths);
      for (let day = 0; day < horizonMonths * 30; day += 1) {
        const noon = Date.parse(first) + (day + 0.5) * dayMs;
        const listed = spans.some(({ start, end }) => start <= noon && noon < end);
        assert.equal(closedBy(windows, noon).length > 0, listed, new Date(noon).toISOString());
      }
    }
  });
});

describe("an emergency", () => {
  const hour = 3_600_000;

  it("lifts every window before its end and none after it, with nobody putting them back", () => {
    const calendar = calendarWith({
      // No daylight saving: there an hour that comes twice has two answers.
      timeZone: "America/Phoenix",
      receivingPeaks: [{ name: "trucks", days: every, from: "00:10", to: "09:00" }],
      dispatchCutOffs: [{ name: "night", days: ["mon", "fri", "sat"], at: "23:45" }],
      closes: [{ name: "stocktaking", from: "2026-12-27", to: "2027-01-05" }],
    });
    const plain = denyWindows(calendar, from);
    const [first, last] = [instant("2026-11-02T00:00Z"), instant("2027-08-01T00:00Z")];
    const minute = fc.integer({ min: first / 60_000, max: last / 60_000 }).map((minutes) => minutes * 60_000);
    fc.assert(
      fc.property(minute, fc.integer({ min: 1, max: longestEmergencyHours * 60 }), minute, (until, before, after) => {
        const lifted = denyWindows(calendar, from, until);
        assert.deepEqual(closedBy(lifted, until - before * 60_000), []);
        const at = Math.max(until, after);
        const names = (windows: typeof plain) => closedBy(windows, at).map(({ description }) => description);
        assert.deepEqual([...names(lifted)].sort(), [...names(plain)].sort());
      }),
      { numRuns: 300 },
    );
  });

  it("closes again in the midst of a window that is longer than it", () => {
    const calendar = calendarWith({
      timeZone: "Europe/Berlin",
      dispatchCutOffs: [{ name: "x", days: every, at: "18:00" }],
    });
    const until = instant("2026-11-24T15:45Z");
    const lifted = denyWindows(calendar, from, until);
    const rest = lifted.find(({ schedule }) => schedule === "45 16 24 11 *");
    assert.equal(rest?.duration, "1h45m");
    assert.equal(closedBy(lifted, until - hour).length, 0);
    assert.equal(closedBy(lifted, until).length, 1);
  });
});
