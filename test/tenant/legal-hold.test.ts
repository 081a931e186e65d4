/** A legal hold is complete, seen, and not undone by what stands around it. */
import assert from "node:assert/strict";
import { refuseHeld } from "../../operations/tenant/held.ts";
import { tenantTable } from "../../operations/tenant/list.ts";
import { readPlatforms } from "../../operations/tenant/platforms.ts";
import { workTree } from "../../simulator/paths.ts";
import { contradictions, type Placed } from "../../stacks/tenant/contradictions.ts";
import { parseTenant } from "../../stacks/tenant.ts";
import { archives } from "../../stacks/tiers.ts";
import { tenantWith } from "./tenants.ts";

const hold = { since: "2026-11-22", owner: "legal@velmora.example", reason: "customs audit, file 4711" };
const platform = readPlatforms(workTree).find(({ stack }) => stack === "aws-production");
assert(platform);
const held: Placed = { tenant: tenantWith({ legalHold: hold }), folder: "velmora-nord", file: "tenant.yaml" };

describe("a legal hold", () => {
  const parsed = (legalHold: unknown, change: object = {}) => {
    const { spec, ...rest } = tenantWith({});
    return parseTenant({ ...rest, spec: { ...spec, ...change, legalHold } }, "tenant.yaml");
  };

  it("says since when, by whom and why", () => {
    assert.deepEqual(parsed(hold).spec.legalHold, hold);
  });

  const malformed: readonly (readonly [string, unknown, RegExp])[] = [
    ["no owner", { since: hold.since, reason: hold.reason }, /spec\.legalHold\.owner/],
    ["no reason worth the name", { ...hold, reason: "audit" }, /spec\.legalHold\.reason\n.*"audit"\n.*20 characters/],
    ["a date that is none", { ...hold, since: "2026-02-30" }, /spec\.legalHold\.since/],
    ["an end, which only people set by taking it out", { ...hold, until: "2027-01-01" }, /the unknown key until/],
    ["nothing but a word", true, /spec\.legalHold/],
  ];
  for (const [what, written, says] of malformed)
    it(`is refused with ${what}`, () => assert.throws(() => parsed(written), says));

  it("is refused for a copy, which is made anew", () => {
    const copy = { copyOf: "velmora-sued", ring: "staging" };
    assert.throws(() => parsed(hold, copy), /spec\.legalHold.*hold velmora-sued, its original/s);
  });

  it("is refused where archives are locked for less than it asks", () => {
    const { settings } = platform;
    assert.deepEqual(contradictions(held, [held], settings), []);
    const short = { ...settings, objects: { ...settings.objects, archiveLockDays: archives.heldLockDays - 1 } };
    const [problem, ...others] = contradictions(held, [held], short);
    assert.deepEqual(others, []);
    assert.equal(problem?.path, "tenant.yaml spec.legalHold");
    assert.match(problem?.found ?? "", /locks for 364 days/);
  });

  it("stands in the list of tenants", () => {
    const text = tenantTable([{ ...platform, tenants: [held] }]);
    assert.match(text, /production-1, on legal hold since 2026-11-22/);
  });

  it("stands in the way of whatever would end the tenant", () => {
    assert.throws(() => refuseHeld([held]), /nothing was removed.*customs audit, file 4711.*legal@velmora\.example/s);
    refuseHeld(platform.tenants);
  });
});
