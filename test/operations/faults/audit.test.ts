import assert from "node:assert/strict";
import { audit, complaintsOf } from "../../../operations/faults/failover/audit.ts";

const books = {
  former: new Map([
    ["former-1", 1],
    ["former-2", 2],
    ["former-3", undefined],
  ]),
  current: new Map([["current-1", 3]]),
};
const look = (former: readonly string[], current: readonly string[]) =>
  audit(books, { former: new Set(former), current: new Set(current) });

describe("rows after a switch of roles", () => {
  it("are well where the new primary has all that was acknowledged", () => {
    const found = look(["former-1", "former-2"], ["former-1", "former-2", "current-1"]);
    assert.deepEqual(complaintsOf(found), []);
    assert.equal(found.acknowledged, 3);
  });

  it("are well where one is there whose answer was lost", () => {
    assert.deepEqual(complaintsOf(look([], ["former-1", "former-2", "former-3", "current-1"])), []);
  });

  it("are lost, stranded or unexplained, each by its name", () => {
    assert.deepEqual(complaintsOf(look(["former-2"], ["current-1", "current-9"])), [
      "1 rows were acknowledged and are gone: former-1",
      "1 rows were acknowledged and are at the former primary alone: former-2",
      "1 rows were sent by nobody: current-9",
    ]);
  });

  it("prove nothing where none was acknowledged", () => {
    const nobody = audit({ former: new Map(), current: new Map() }, { former: new Set(), current: new Set() });
    assert.deepEqual(complaintsOf(nobody), ["no row was acknowledged: nothing was tried"]);
  });
});
