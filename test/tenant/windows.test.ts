/** Quiet hours and backup hours from a site's calendar. */
import assert from "node:assert/strict";
import { backupRhythm } from "../../operations/tenant/rhythm.ts";
import { longestQuiet, quietWindows } from "../../operations/tenant/windows.ts";
import type { Tenant } from "../../stacks/tenant.ts";
import { archives } from "../../stacks/tiers.ts";
import { tenantWith } from "./tenants.ts";

type Calendar = Tenant["spec"]["calendar"];
type Shift = Calendar["shifts"][number];

const calendar = (change: Partial<Calendar>): Calendar => ({ ...tenantWith({}).spec.calendar, ...change });
const shift = (from: string, to: string): Shift => ({ name: "shift", days: ["mon"], from, to });

describe("quiet windows", () => {
  const from = "2026-11-01";

  it("are those of the calendar for a tenant in production", () =>
    assert.equal(
      quietWindows(tenantWith({ ring: "production-2" }), from)[0]?.description,
      "receiving, morning trucks",
    ));

  it("are none outside production: a release proves itself there meanwhile", () => {
    for (const ring of ["development", "staging"] as const)
      assert.deepEqual(quietWindows(tenantWith({ ring }), from), []);
  });

  it("are lifted by an emergency", () => {
    const emergency = { until: "2026-11-24T06:00Z", owner: "a@b.example", reason: "carrier's API changed, INC-1" };
    const [first] = quietWindows(tenantWith({ ring: "production-1", emergency }), from);
    assert.equal(first?.schedule.split(" ")[3], "1,2,3,4,5,6,7,8,9,10,12");
  });
});

describe("the longest quiet stretch", () => {
  const quiet = (...shifts: Shift[]) => longestQuiet(calendar({ shifts }));

  it("may cross midnight", () => assert.deepEqual(quiet(shift("05:00", "22:00")), { start: 22 * 60, length: 7 * 60 }));

  it("is the longer one of two", () =>
    assert.deepEqual(quiet(shift("04:00", "10:00"), shift("18:00", "23:00")), { start: 10 * 60, length: 8 * 60 }));

  it("is between shifts that overlap", () =>
    assert.deepEqual(quiet(shift("00:00", "14:00"), shift("12:00", "20:00")), { start: 20 * 60, length: 4 * 60 }));

  it("is any hour where work never stops", () =>
    assert.deepEqual(quiet(shift("00:00", "12:00"), shift("12:00", "23:59")), { start: 23 * 60 + 59, length: 1 }));
});

describe("backup hours", () => {
  const rhythm = (change: Partial<Tenant["spec"]>, name?: string) => backupRhythm(tenantWith(change, name));
  const hours = (schedule: string) => schedule.split(" ")[1]?.split(",").map(Number) ?? [];

  it("begin when the site sleeps", () => {
    const [first] = hours(rhythm({ tier: "restore", calendar: calendar({ shifts: [shift("05:00", "22:00")] }) }).dump);
    assert(first === 22 || first === 23);
  });

  it("come as often as the tier says", () => {
    assert.equal(hours(rhythm({ tier: "restore" }).dump).length, 1);
    assert.equal(hours(rhythm({ tier: "high-availability" }).dump).length, 2);
    assert.deepEqual(
      hours(rhythm({ tier: "cross-region" }).dump).map((hour, i, all) => hour - (all[i - 1] ?? hour - 6)),
      [6, 6, 6, 6],
    );
  });

  it("restore the newest backup for proof every day on the highest tier, every week on the lowest", () => {
    assert(rhythm({ tier: "cross-region" }).verify.endsWith("* * *"));
    assert(rhythm({ tier: "restore" }).verify.endsWith("* * 0"));
  });

  it("differ between tenants, and stay the same for one", () => {
    const names = ["harbor", "velmora-nord", "velmora-sued", "kontor"];
    assert.equal(new Set(names.map((name) => rhythm({}, name).dump)).size, names.length);
    assert.deepEqual(rhythm({}, "harbor"), rhythm({}, "harbor"));
  });

  it("archive on the first of a month, by the tenant's own clock", () => {
    const { archive, timeZone } = rhythm({});
    assert.match(archive, /^\d+ \d+ 1 \* \*$/);
    assert.equal(timeZone, "Europe/Berlin");
  });

  it("bring the oldest archive back once a quarter, after that month's archive was written", () => {
    const [, , day, months = ""] = rhythm({}).retrieve.split(" ");
    assert(Number(day) > archives.day);
    const turns = months.split(",").map(Number);
    assert.deepEqual(
      turns.map((month, index) => (turns[index + 1] ?? (turns[0] ?? 0) + 12) - month),
      [3, 3, 3, 3],
    );
  });
});
