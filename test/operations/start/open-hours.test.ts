import assert from "node:assert/strict";
import { closedTenants } from "../../../operations/start/open-hours.ts";

describe("hours in which a platform would not come up", () => {
  const closed = (at: string) => closedTenants("aws-production", new Date(at));

  it("are those that a tenant's calendar closes, and the hour before", () => {
    // Monday; morning trucks come from 05:30, so it closes at 05:00 in Berlin, 04:00 in UTC.
    assert.deepEqual(closed("2026-11-23T02:59Z"), []);
    assert.deepEqual(closed("2026-11-23T03:01Z"), ["velmora-nord"]);
    assert.deepEqual(closed("2026-11-23T07:59Z"), ["velmora-nord"]);
    assert.deepEqual(closed("2026-11-23T08:00Z"), []);
  });

  it("are none where no tenant is in production", () =>
    assert.deepEqual(closedTenants("aws-development", new Date("2026-11-23T05:00Z")), []));
});
