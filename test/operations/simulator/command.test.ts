import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { simulatorPaths, workTree } from "../../../simulator/paths.ts";
import { connectSimulator } from "../../../simulator/start.ts";
import { endSimulator } from "../../support/simulator.ts";
import { temporaryFolder } from "../../support/temporary.ts";

const stackFiles = readdirSync(join(workTree, "stacks")).filter((file) => file.startsWith("Pulumi."));
const written = () => stackFiles.map((file) => readFileSync(join(workTree, "stacks", file), "utf8"));

describe("longshore simulator", function () {
  this.timeout(240_000);
  const simulator = connectSimulator(simulatorPaths(temporaryFolder()));
  after(() => endSimulator(simulator));

  function longshore(...args: string[]) {
    const cli = join(workTree, "operations", "cli.ts");
    const env = { ...process.env, LONGSHORE_SIMULATOR_HOME: simulator.paths.home };
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "simulator", ...args], {
      env,
      encoding: "utf8",
    });
    return { code: status, output: stdout, errors: stderr };
  }

  it("says how it is used", () => {
    for (const args of [[], ["begin"]]) {
      const { code, errors } = longshore(...args);
      assert.equal(code, 2);
      assert.match(errors, /^longshore simulator shell \[--stack STACK\]/);
    }
  });

  it("says where none runs, and what starts one", () => {
    const { code, output } = longshore("status");
    assert.deepEqual([code, output], [1, `No simulator runs in ${simulator.paths.home}. \`npm start\` starts one.\n`]);
    assert.deepEqual(longshore("stop"), { code: 0, output: "No simulator runs.\n", errors: "" });
  });

  it("names the stacks that there are", async () => {
    const { code, errors } = longshore("shell", "--stack", "aws-producton");
    assert.equal(code, 1);
    const names = stackFiles.map((file) => file.replace(/^Pulumi\.(.+)\.yaml$/, "$1")).sort();
    assert.ok(errors.startsWith(`\nthere is no stack aws-producton; there are ${names.join(", ")}\n`), errors);
    assert.equal(await simulator.isRunning(), false);
  });

  it("opens a shell with credentials of the stack's account, in the work tree", () => {
    const { code, output } = longshore("shell", "--", "sh", "-c", "pwd; aws sts get-caller-identity; exit 7");
    assert.equal(code, 7);
    assert.ok(output.startsWith(`${workTree}\n`));
    assert.match(output, /"Account": "123456789012"/);
  });

  it("previews a stack in it by plain pulumi, and writes nothing into the stack's file", () => {
    const stack = "aws-development";
    const before = written();
    const { code, output, errors } = longshore("shell", "--stack", stack, "--", "pulumi", "preview", "-s", stack);
    assert.equal(code, 0, output + errors);
    assert.match(output, /\+ \d+ to create/);
    assert.deepEqual(written(), before);
  });

  it("tells what runs, until it is stopped", async () => {
    const { code, output } = longshore("status");
    assert.equal(code, 0);
    assert.match(output, new RegExp(`^The simulator runs in ${simulator.paths.home}, process \\d+\\.\n`));
    assert.match(longshore("stop").output, /^The simulator has ended/);
    assert.equal(await simulator.isRunning(), false);
  });
});
