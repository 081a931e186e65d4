import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { workTree } from "../../simulator/paths.ts";

const cli = join(workTree, "operations", "cli.ts");

function longshore(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { encoding: "utf8" });
  return { code: status, output: stdout, errors: stderr };
}

/** As the command's own help lists them. */
const verbs = [...longshore("--help").output.matchAll(/^ {2}(\w+) {2}/gm)].map(([, verb]) => String(verb));

describe("longshore", function () {
  this.timeout(180_000);

  it("lists its commands", () => {
    assert.ok(verbs.includes("bench") && verbs.includes("simulator"));
    const { code, errors } = longshore("begin");
    assert.deepEqual([code, errors], [2, longshore("--help").output]);
  });

  for (const verb of verbs) {
    it(`says how ${verb} is used`, () => {
      const { code, output, errors } = longshore(verb, "--help");
      assert.deepEqual([code, errors], [0, ""]);
      assert.match(output, new RegExp(`^(longshore|npm run|npm) ${verb}`));
    });

    it(`refuses ${verb} a wrong option, and says how it is used`, () => {
      const { code, errors } = longshore(verb, ...(verb === "simulator" ? ["shell"] : []), "--no-such-option");
      assert.equal(code, 2);
      assert.match(errors, new RegExp(`(longshore|npm run|npm) ${verb}`));
      assert.doesNotMatch(errors, /^ {4}at /m, "no stack trace");
    });
  }
});
