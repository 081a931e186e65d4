/** Whether windows are open, above all where clocks change. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { denyWindows } from "../../../stacks/windows/deny.ts";
import { closedBy, nextClosing, nextOpening } from "../../../stacks/windows/open.ts";
import type { DenyWindow } from "../../../stacks/windows/schedule.ts";
import { calendarWith, every, instant } from "./calendars.ts";

const daily = (from: string, duration: string, timeZone: string): DenyWindow[] => {
  const [hour, minute] = from.split(":").map(Number);
  return [{ description: from, schedule: `${minute} ${hour} * * 0,1,2,3,4,5,6`, duration, timeZone }];
};
const closed = (windows: readonly DenyWindow[], at: string) => closedBy(windows, instant(at)).length > 0;
const isoOf = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString());
const assertTurns = (windows: readonly DenyWindow[], turns: Readonly<Record<string, boolean>>) =>
  assert.deepEqual(Object.fromEntries(Object.keys(turns).map((at) => [at, closed(windows, at)])), turns);

describe("an open window", () => {
  it("closes with its first minute and opens with its last, by the wall of the site", () => {
    const windows = daily("05:30", "3h30m", "Europe/Berlin");
    assertTurns(windows, {
      "2026-11-23T04:29:59Z": false,
      "2026-11-23T04:30:00Z": true,
      "2026-11-23T07:59:59Z": true,
      "2026-11-23T08:00:00Z": false,
      // In summer an hour earlier.
      "2026-07-23T03:30:00Z": true,
      "2026-07-23T07:00:00Z": false,
    });
  });

  it("lasts an hour less where clocks jump over it in spring, and is not there where they jump over all of it", () => {
    assertTurns(daily("01:30", "2h0m", "Europe/Berlin"), {
      "2027-03-28T00:29:00Z": false,
      "2027-03-28T00:30:00Z": true,
      "2027-03-28T01:00:00Z": true, // 03:00
      "2027-03-28T01:29:00Z": true,
      "2027-03-28T01:30:00Z": false, // 03:30
    });
    assertTurns(daily("02:15", "0h30m", "Europe/Berlin"), {
      "2027-03-28T00:59:00Z": false,
      "2027-03-28T01:00:00Z": false,
      "2027-03-28T01:30:00Z": false,
      "2027-03-29T00:15:00Z": true,
    });
  });

  it("that begins in the hour that is jumped over closes as soon as clocks have jumped", () => {
    const windows = daily("02:30", "1h0m", "Europe/Berlin");
    assertTurns(windows, {
      "2027-03-28T00:59:00Z": false,
      "2027-03-28T01:00:00Z": true, // 03:00
      "2027-03-28T01:30:00Z": false,
    });
    assert.equal(isoOf(nextClosing(windows, instant("2027-03-28T00:00Z"))), "2027-03-28T01:00:00.000Z");
  });

  it("comes twice in the hour that comes twice in autumn, and its end too", () => {
    assertTurns(daily("02:00", "1h0m", "Europe/Berlin"), {
      "2026-10-25T00:00:00Z": true, // 02:00 in summer time
      "2026-10-25T00:59:00Z": true,
      "2026-10-25T01:00:00Z": true, // 02:00 again
      "2026-10-25T01:59:00Z": true,
      "2026-10-25T02:00:00Z": false,
    });
    const windows = daily("01:00", "1h30m", "Europe/Berlin");
    assert.equal(isoOf(nextOpening(windows, instant("2026-10-24T23:30Z"))), "2026-10-25T00:30:00.000Z");
    assert.equal(isoOf(nextOpening(windows, instant("2026-10-25T01:10Z"))), "2026-10-25T01:30:00.000Z");
  });

  it("is the same all year where clocks never change", () => {
    for (const day of ["2026-10-25", "2027-03-28", "2027-07-01"])
      assertTurns(daily("01:30", "1h0m", "Asia/Kolkata"), {
        [`${day}T19:59:00Z`]: false,
        [`${day}T20:00:00Z`]: true,
        [`${day}T20:59:00Z`]: true,
        [`${day}T21:00:00Z`]: false,
      });
  });
});

describe("the next opening", () => {
  const calendar = calendarWith({
    receivingPeaks: [{ name: "trucks", days: ["mon"], from: "06:00", to: "09:00" }],
    dispatchCutOffs: [{ name: "parcel", days: ["mon"], at: "10:30" }],
    financialClose: { daysBefore: 1, daysAfter: 2 },
  });
  const windows = denyWindows(calendar, "2026-11-01");

  it("is after all windows that overlap", () => {
    assert.equal(isoOf(nextOpening(windows, instant("2026-11-23T05:00Z"))), "2026-11-23T10:00:00.000Z");
    // The books are closed from Friday 27 November to Wednesday 2 December.
    assert.equal(isoOf(nextOpening(windows, instant("2026-11-28T12:00Z"))), "2026-12-02T23:00:00.000Z");
  });

  it("is now where nothing is closed, and never where all is", () => {
    const now = instant("2026-11-24T12:34Z");
    assert.equal(nextOpening(windows, now), now);
    assert.equal(nextOpening(daily("00:00", "24h0m", "UTC"), now), undefined);
  });

  it("is the first minute that is open, in every zone and at any time", () => {
    const zones = fc.constantFrom("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata");
    const minute = fc.integer({
      min: instant("2026-09-01T00:00Z") / 60_000,
      max: instant("2027-05-01T00:00Z") / 60_000,
    });
    fc.assert(
      fc.property(zones, minute, (timeZone, minutes) => {
        const all = denyWindows(
          { ...calendar, timeZone, receivingPeaks: [{ name: "x", days: every, from: "00:40", to: "03:20" }] },
          "2026-09-01",
        );
        const now = minutes * 60_000;
        const next = nextOpening(all, now) ?? assert.fail("never");
        assert.deepEqual(closedBy(all, next), []);
        if (next > now) assert.notDeepEqual(closedBy(all, next - 60_000), []);
        const closing = nextClosing(all, next) ?? assert.fail("never");
        assert.notDeepEqual(closedBy(all, closing), []);
      }),
      { numRuns: 200 },
    );
  });
});
