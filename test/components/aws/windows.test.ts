import assert from "node:assert/strict";
import * as fc from "fast-check";
import { backupWindow, maintenanceWindow } from "../../../components/aws/windows.ts";
import type { WeeklyWindow } from "../../../components/contracts/context.ts";

const window: fc.Arbitrary<WeeklyWindow> = fc.record({
  day: fc.constantFrom("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
  hour: fc.integer({ min: 0, max: 23 }),
  minutes: fc.integer({ min: 60, max: 720 }),
});

const minute = (clock: string) => clock.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);

/** Minutes of the day that a window touches. */
const minutesOf = (from: string, to: string) => {
  const length = (minute(to) - minute(from) + 1440) % 1440;
  return Array.from({ length }, (_, index) => (minute(from) + index) % 1440);
};

describe("windows", () => {
  it("are written as AWS takes them", () => {
    assert.equal(maintenanceWindow({ day: "sunday", hour: 1, minutes: 240 }), "sun:01:00-sun:05:00");
    assert.equal(maintenanceWindow({ day: "saturday", hour: 23, minutes: 90 }), "sat:23:00-sun:00:30");
    assert.equal(backupWindow({ day: "sunday", hour: 1, minutes: 240 }), "23:30-00:30");
  });

  it("never overlap, and give the backup its hour", () => {
    fc.assert(
      fc.property(window, (weekly) => {
        const [from = "", to = ""] = backupWindow(weekly).split("-");
        const backup = minutesOf(from, to);
        assert.equal(backup.length, 60);
        const maintenance = Array.from({ length: weekly.minutes }, (_, index) => (weekly.hour * 60 + index) % 1440);
        assert.equal(new Set([...backup, ...maintenance]).size, backup.length + maintenance.length);
      }),
    );
  });
});
