/** A tenant's ring and closes: what fits its platform and the calendar. */
import assert from "node:assert/strict";
import { calendarProblems } from "../../stacks/tenant/calendar.ts";
import { ringProblem, rings } from "../../stacks/tenant/ring.ts";
import { calendarWith } from "./windows/calendars.ts";

describe("a tenant's ring", () => {
  it("is one of production on platforms for production only", () => {
    for (const ring of rings) {
      const refused = ringProblem(ring, "restore", "staging");
      assert.equal(refused !== undefined, ring.startsWith("production"), ring);
      assert.equal(ringProblem(ring, "restore", "production"), undefined, ring);
    }
  });

  it("is not the first of production on the highest tier", () => {
    assert.match(ringProblem("production-1", "cross-region", "production") ?? "", /^production-2 or production-3/);
    assert.equal(ringProblem("production-2", "cross-region", "production"), undefined);
    assert.equal(ringProblem("staging", "cross-region", "production"), undefined);
  });
});

describe("a close by date", () => {
  it("ends on its first day or later", () => {
    const problems = (to: string) =>
      calendarProblems(calendarWith({ closes: [{ name: "stocktaking", from: "2027-01-07", to }] }));
    assert.deepEqual(problems("2027-01-07"), []);
    assert.deepEqual(problems("2027-01-06"), [{ path: "closes.0.to", fits: "2027-01-07 or a later day" }]);
  });
});
