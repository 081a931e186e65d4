import assert from "node:assert/strict";
import { exactly, sameMajor, sameMinor } from "../../simulator/toolchain/tool.ts";
import { isAtLeast, parseVersion, type Version } from "../../simulator/toolchain/version.mjs";

describe("versions of tools", () => {
  for (const [text, expected] of [
    ["v3.256.0", [3, 256, 0]],
    ["kwok version v0.8.0 go1.26.8 (linux/amd64)", [0, 8, 0]],
    ["postgres (PostgreSQL) 16.14", [16, 14, 0]],
    ["go version go1.26.8 linux/amd64", [1, 26, 8]],
    ["Version  : git", undefined],
  ] as const) {
    it(`reads ${JSON.stringify(text)}`, () => assert.deepEqual(parseVersion(text), expected));
  }

  it("compares numbers, not text, from the left", () => {
    assert.ok(isAtLeast([1, 10, 0], [1, 9, 9]));
    assert.ok(isAtLeast([2, 0, 0], [1, 9, 9]));
    assert.ok(!isAtLeast([1, 9, 9], [1, 10, 0]));
    assert.ok(isAtLeast([1, 9, 9], [1, 9, 9]));
  });

  const pinned: Version = [3, 6, 8];
  it("takes only the very version where that is asked", () => {
    assert.ok(exactly([3, 6, 8], pinned));
    assert.ok(!exactly([3, 6, 9], pinned));
  });
  it("takes any patch of the same minor version", () => {
    assert.ok(sameMinor([3, 6, 0], pinned));
    assert.ok(!sameMinor([3, 7, 0], pinned));
  });
  it("takes newer ones of the same major version", () => {
    assert.ok(sameMajor([3, 7, 0], pinned));
    assert.ok(!sameMajor([3, 5, 9], pinned));
    assert.ok(!sameMajor([4, 0, 0], pinned));
  });
});
