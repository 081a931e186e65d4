import assert from "node:assert/strict";
import { rowOf } from "../../../operations/faults/backups.ts";
import { heldComplaints, heldTable } from "../../../operations/faults/held.ts";

describe("the table of backups' faults", () => {
  const title = "object store is full: none is counted: the next one is whole";

  it("has what strikes and what holds, from the test's title", () => {
    const [, line = ""] = heldTable([rowOf({ title })]).split("\n");
    assert.match(line, /^object store is full +none is counted: the next one is whole +held$/);
    assert.equal(heldComplaints([rowOf({ title })]), "");
  });

  it("fails what failed, and says why", () => {
    const row = rowOf({ title, failure: "9 is not 0" });
    assert.match(heldTable([row]), /FAILED$/);
    assert.equal(heldComplaints([row]), "object store is full\n  9 is not 0");
  });
});
