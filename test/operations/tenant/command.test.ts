import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { workTree } from "../../../simulator/paths.ts";

function tenant(...args: string[]) {
  const cli = join(workTree, "operations", "cli.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "tenant", ...args], { encoding: "utf8" });
  return { code: status, output: stdout, errors: stderr };
}

describe("longshore tenant", function () {
  this.timeout(180_000);

  it("says of each subcommand how it is used, where a word or an option is none", () => {
    for (const args of [[], ["toString"], ["add", "--no-such-option"]]) {
      const { code, errors } = tenant(...args);
      assert.equal(code, 2, args.join(" "));
      for (const name of ["list", "add", "move", "generate"]) assert.match(errors, new RegExp(`^ {2}${name}\\b`, "m"));
      assert.doesNotMatch(errors, /^ {4}at /m, "no stack trace");
    }
  });

  it("lists the tenants of this repository, and finds nothing to refuse", () => {
    const { code, output, errors } = tenant("list");
    assert.equal(code, 0, errors);
    assert.match(output, /^stack +tenant +business unit/);
  });

  it("writes nothing where it refuses, and says so", () => {
    const options = ["--hostname", "a.example", "--business-unit", "velmora", "--users", "5"];
    const { code, errors } = tenant(
      "add",
      "aws-production",
      "velmora-nord",
      ...options,
      "--time-zone",
      "Europe/Berlin",
    );
    assert.equal(code, 1);
    assert.match(
      errors,
      /^\n1 invalid input, nothing was written:\n.*velmora-nord\n +found {2}"velmora-nord"\n +fits {3}a name/,
    );
  });
});
