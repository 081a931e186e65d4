import assert from "node:assert/strict";
import { parseEvent, Tally } from "../../../operations/start/events.ts";
import { nameOf, typeOf } from "../../../operations/urn.ts";

const urn = "urn:pulumi:harbor::longshore::longshore:aws:Database$aws:rds/instance:Instance::database";

describe("what the engine reports", () => {
  it("is added up, a replacement as a change", () => {
    const tally = new Tally();
    const resourceChanges = { create: 3, update: 1, replace: 2, same: 4 };
    tally.add(parseEvent(JSON.stringify({ sequence: 1, summaryEvent: { resourceChanges } })));
    assert.deepEqual(tally.changes, { create: 3, update: 3, same: 4, delete: 0 });
  });

  it("names a broken rule once, without marks for colours", () => {
    const tally = new Tally();
    const policyEvent = {
      policyName: "database-private",
      enforcementLevel: "mandatory",
      resourceUrn: urn,
      message: "<{%fg 1%}>found true<{%reset%}>\n",
    };
    for (const _ of [1, 2]) tally.add(parseEvent(JSON.stringify({ policyEvent })));
    assert.deepEqual(tally.violations, [
      { rule: "database-private", level: "mandatory", resource: "database", message: "found true" },
    ]);
  });

  it("is told by type and name", () => {
    assert.equal(nameOf(urn), "database");
    assert.equal(typeOf(urn), "rds/Instance");
    assert.equal(typeOf("urn:pulumi:harbor::longshore::pulumi:pulumi:Stack::longshore-harbor"), "pulumi/Stack");
  });
});
