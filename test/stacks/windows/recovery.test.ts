/** Closed hours after a switch of roles. */
import assert from "node:assert/strict";
import { liftsOf } from "../../../operations/ring/lifts.ts";
import { denyWindows } from "../../../stacks/windows/deny.ts";
import { closedBy } from "../../../stacks/windows/open.ts";
import { liftedWindows, liftOf, liftProblem } from "../../../stacks/windows/recovery.ts";
import { tenantWith } from "../../tenant/tenants.ts";

const now = new Date("2026-11-23T07:00Z");
const until = "2026-11-25T06:00Z";
const switched = { role: "primary", link: { platform: "aws-national", windowsLiftedUntil: until } } as const;
const { calendar } = tenantWith({}).spec;
const site = { ring: "production-1", calendar };
const [lift] = [{ why: "test", until: Date.parse(until) }];

describe("a switch of roles", () => {
  it("lifts closed hours until the date that it was given", () => {
    assert.deepEqual(liftOf(switched, now), { why: `a switch of roles until ${until}`, until: Date.parse(until) });
    assert.equal(liftOf(switched, new Date(until)), undefined);
  });

  it("lifts them without a date where the role was set by hand, and says how to end it", () => {
    assert.match(liftOf({ role: "primary", link: { platform: "aws-national" } }, now)?.why ?? "", /to end it$/);
  });

  it("lifts nothing while a recovery waits, on a primary that was never left, and without a link", () => {
    assert.equal(liftOf({ ...switched, role: "recovery" }, now), undefined);
    assert.equal(liftOf({ role: "primary", link: {} }, now), undefined);
    assert.equal(liftOf({ role: "primary" }, now), undefined);
  });

  it("lifts for three days at most", () => {
    assert.equal(liftProblem(switched, now), undefined);
    const late = { ...switched, link: { windowsLiftedUntil: "2026-11-26T07:01Z" } };
    assert.match(liftProblem(late, now) ?? "", /72 hours/);
  });

  it("hands over windows that are open until then and as the calendar has them afterwards", () => {
    const [text = ""] = liftedWindows([site], lift);
    const windows: ReturnType<typeof denyWindows> = JSON.parse(text);
    const usual = denyWindows(calendar, "2026-11-01");
    const hours = Array.from({ length: 14 * 24 }, (_, hour) => Date.parse("2026-11-23T00:00Z") + hour * 3_600_000);
    assert.ok(
      hours.some((at) => at < lift.until && closedBy(usual, at).length > 0),
      "else nothing is lifted",
    );
    for (const at of hours)
      assert.equal(
        closedBy(windows, at).length > 0,
        at >= lift.until && closedBy(usual, at).length > 0,
        new Date(at).toISOString(),
      );
  });

  it("closes nothing outside production, and nothing at all without a date", () => {
    assert.deepEqual(liftedWindows([{ ...site, ring: "staging" }], lift), ["[]"]);
    assert.deepEqual(liftedWindows([site], { why: "", until: undefined }), ["[]"]);
  });

  it("closes nothing where the windows of all tenants would not fit into the Secret of facts", () => {
    const one = liftedWindows([site], lift);
    assert.notDeepEqual(one, ["[]"]);
    const many = Array.from({ length: 80 }, () => site);
    assert.ok(Buffer.byteLength(liftedWindows(many, lift).join("")) <= 40 * 1024);
  });

  it("is told of by the tenants' folder, whichever stack runs them", () => {
    const stacks = [
      { stack: "aws-national", settings: { role: "recovery", link: undefined } },
      { stack: "aws-recovery", settings: { ...switched, link: { ...link, ...switched.link } } },
    ] as const;
    assert.deepEqual(
      [...liftsOf(stacks, now)],
      [["aws-national", `open on aws-recovery: a switch of roles until ${until}`]],
    );
  });
});

const link = { peer: "aws-national", standby: "warm", by: "replica", generation: 1 } as const;
