import assert from "node:assert/strict";
import { isolationProblem, recommendIsolation } from "../../stacks/tenant/classification.ts";
import { tenantWith } from "../tenant/tenants.ts";

type Classification = Parameters<typeof recommendIsolation>[0];

const like = (change: Partial<Classification>): Classification => ({
  criticality: "high",
  customisation: "modules",
  compliance: ["gdpr"],
  acceptsSharedReleases: true,
  ...change,
});

describe("a tenant's classification", () => {
  it("recommends shared ground where nothing speaks against it", () => {
    const { isolation, binding } = recommendIsolation(tenantWith({}).spec.classification);
    assert.deepEqual({ isolation, binding }, { isolation: "shared", binding: false });
  });

  const cases: readonly (readonly [string, Partial<Classification>, "shared" | "dedicated", boolean])[] = [
    ["a forked Odoo", { customisation: "forked" }, "dedicated", true],
    ["releases of its own", { acceptsSharedReleases: false }, "dedicated", true],
    ["good distribution practice", { compliance: ["gdp"] }, "dedicated", false],
    ["audited financial reports", { compliance: ["sox"], criticality: "medium" }, "dedicated", false],
    ["customs where much hangs on it", { compliance: ["customs"] }, "dedicated", false],
    ["customs where little hangs on it", { compliance: ["customs"], criticality: "medium" }, "shared", false],
    [
      "rules for a system that stops nobody",
      { compliance: ["gdp", "sox", "customs"], criticality: "low" },
      "shared",
      false,
    ],
  ];
  for (const [what, change, isolation, binding] of cases)
    it(`with ${what} is ${binding ? "bound to be" : "recommended as"} ${isolation}`, () => {
      const found = recommendIsolation(like(change));
      assert.deepEqual({ isolation: found.isolation, binding: found.binding }, { isolation, binding });
      assert.equal(isolationProblem(like(change), "shared") !== undefined, binding);
    });

  it("gives every reason, what binds first", () => {
    const { reasons } = recommendIsolation(
      like({ customisation: "forked", compliance: ["sox"], acceptsSharedReleases: false }),
    );
    assert.equal(reasons.length, 3);
    assert.match(reasons[0] ?? "", /forked/);
    assert.match(reasons[2] ?? "", /auditor/);
  });

  it("never stands against servers of its own", () => {
    assert.equal(isolationProblem(like({}), "dedicated"), undefined);
  });
});
