/** Windows are closed for Argo CD when they are for us, also on days on which clocks change. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closedBy } from "../../../stacks/windows/open.ts";
import { wallOf } from "../../../stacks/windows/wall-clock.ts";
import { closedForArgoCd } from "./argo-cd-client.ts";
import { instant } from "./calendars.ts";
import { writeZone } from "./clock-zone.ts";

/** Some cross the hours that are jumped over or come twice, some lie within them. */
const hours = {
  "30 1 * * 0,6": "2h0m",
  "15 2 * * 0": "0h30m",
  "0 23 * * 6": "3h30m",
  "0 0 28 3 *": "24h0m",
  "30 5 24,25,26 10 *": "12h0m",
  "0 2 * 1,2,3,10,11,12 1,2,3,4,5,6,0": "1h0m",
};
const days = {
  spring: { zone: "Europe/Berlin", day: "2027-03-28", times: ["00:20", "00:40", "01:10", "01:40"] },
  autumn: { zone: "Europe/Berlin", day: "2026-10-25", times: ["00:10", "00:20", "00:50", "01:10", "01:50", "02:10"] },
  "autumn, across the ocean": { zone: "America/New_York", day: "2026-11-01", times: ["05:40", "06:20", "07:20"] },
  "no change": { zone: "Asia/Kolkata", day: "2027-03-27", times: ["15:40", "20:10", "20:50", "21:40"] },
};

describe("Argo CD's own evaluation", function () {
  this.timeout(180_000);
  let zones: string;
  before(() => {
    zones = mkdtempSync(join(tmpdir(), "longshore-zones-"));
  });
  after(() => rmSync(zones, { recursive: true }));

  for (const [name, { zone, day, times }] of Object.entries(days)) {
    it(`agrees with ours: ${name}`, async () => {
      const windows = Object.entries(hours).map(([schedule, duration]) => ({ description: "", schedule, duration }));
      const instants = times.map((time) => instant(`${day}T${time}:00Z`));
      for (const [index, at] of instants.entries()) writeZone(zones, `Test/${index}`, wallOf(at, zone));
      const asked = instants.flatMap((_, index) => windows.map((each) => ({ ...each, timeZone: `Test/${index}` })));
      const expected = instants.flatMap((at) =>
        windows.map((each) => closedBy([{ ...each, timeZone: zone }], at).length > 0),
      );
      assert.ok(expected.includes(true) && expected.includes(false));
      assert.deepEqual(await closedForArgoCd(asked, zones), expected);
    });
  }
});
