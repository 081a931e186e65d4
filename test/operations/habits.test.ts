import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { workTree } from "../../simulator/paths.ts";

/** @throws AssertionError with what a tool complains of in the work tree */
function assertContent(tool: string, ...args: string[]): void {
  const program = join(workTree, "node_modules", ".bin", tool);
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: workTree, encoding: "utf8" });
  assert.ok(status === 0, `${stdout}${stderr}`);
}

describe("the work tree", function () {
  this.timeout(300_000);

  it("has no type error", () => assertContent("tsc", "--noEmit"));
  it("is formatted, and the linter has nothing to say", () => assertContent("biome", "check", "."));
});
