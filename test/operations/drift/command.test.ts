import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { workTree } from "../../../simulator/paths.ts";

const longshore = (...args: readonly string[]) =>
  spawnSync(process.execPath, [join(workTree, "operations", "cli.ts"), "drift", ...args], { encoding: "utf8" });

describe("longshore drift", function () {
  this.timeout(240_000);

  it("says how it is used", () => {
    const { status, stderr } = longshore();
    assert.equal(status, 2);
    assert.match(stderr, /^longshore drift --stack STACK/);
  });

  it("has a code of its own for a question that cannot be asked: 1 means drift", () => {
    const { status, stderr } = longshore("--stack", "aws-producton");
    assert.equal(status, 2);
    assert.match(stderr, /^there is no stack aws-producton/);
    assert.equal(longshore("--stak", "aws-production").status, 2);
  });
});
