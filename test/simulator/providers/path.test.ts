import assert from "node:assert/strict";
import { setAt } from "../../../simulator/providers/path.ts";

describe("a property at a path", () => {
  const old = { tags: { owner: "a" }, ingress: [{ port: 1 }, { port: 2 }] };

  it("is set in a copy", () => {
    assert.deepEqual(setAt(old, 'tags["cost center"]', "b"), { ...old, tags: { owner: "a", "cost center": "b" } });
    assert.deepEqual(setAt(old, "ingress[1].port", 3).ingress, [{ port: 1 }, { port: 3 }]);
    assert.deepEqual(setAt({}, "rules[0].name", "x"), { rules: [{ name: "x" }] });
    assert.deepEqual(old, { tags: { owner: "a" }, ingress: [{ port: 1 }, { port: 2 }] });
  });

  it("is taken away by null", () => {
    assert.deepEqual(setAt(old, "tags.owner", null).tags, {});
    assert.deepEqual(setAt(old, "ingress[0]", null).ingress, [{ port: 2 }]);
  });

  it("is refused where the path leads through something else", () => {
    assert.throws(() => setAt(old, "tags.owner.name", "x"), /tags\.owner\.name: owner holds no name/);
    assert.throws(() => setAt(old, "ingress.port", 1), /ingress holds no port/);
    assert.throws(() => setAt(old, "", 1), /"" is no path/);
  });
});
