import assert from "node:assert/strict";
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { promisify, stripVTControlCharacters } from "node:util";
import { lanes } from "../../../operations/test/lanes.ts";
import { workTree } from "../../../simulator/paths.ts";

/** Not named as tests are, or they would be run with all others. */
const suites = join(import.meta.dirname, "..", "fixtures", "suites");

interface Run {
  readonly child: ChildProcess;
  /** Resolves once it has printed this. */
  readonly prints: (text: string) => Promise<void>;
  readonly ended: Promise<{ readonly code: number | null; readonly output: string; readonly errors: string }>;
}

describe("longshore test", function () {
  this.timeout(180_000);

  function start(...args: string[]): Run {
    const cli = join(workTree, "operations", "cli.ts");
    const child = spawn(process.execPath, [cli, "test", ...args], { cwd: suites, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let errors = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      errors += text;
    });
    // Mocha paints its report where it takes the log for somebody's screen, as some CI systems make it believe.
    const ended = once(child, "close").then(([code]) => ({ code, output: stripVTControlCharacters(output), errors }));
    const prints = async (text: string): Promise<void> => {
      while (!output.includes(text)) await once(child.stdout, "data");
    };
    return { child, prints, ended };
  }

  /** The last line of a run, and its exit code. */
  async function outcome(...args: string[]) {
    const { code, output } = await start(...args).ended;
    assert.ok(output.endsWith("\n"));
    return [code, output.trimEnd().split("\n").at(-1)];
  }

  it("ends with the number of tests that passed and failed; those left out are neither", async () => {
    assert.deepEqual(await outcome("mixed.ts"), [1, "2 passed, 1 failed"]);
    assert.deepEqual(await outcome("passing.ts"), [0, "1 passed, 0 failed"]);
    assert.deepEqual(await outcome("mixed.ts", "passing.ts"), [1, "3 passed, 1 failed"]);
  });

  it("counts a suite that cannot begin as a failure", async () => {
    assert.deepEqual(await outcome("hook.ts"), [1, "0 passed, 1 failed"]);
    assert.deepEqual(await outcome("broken.ts"), [1, "0 passed, 1 failed"]);
  });

  it("keeps count where a test takes mocha with it", async () => {
    const { code, output, errors } = await start("crash.ts").ended;
    assert.deepEqual([code, output.trimEnd().split("\n").at(-1)], [1, "1 passed, 1 failed"]);
    assert.match(errors, /mocha ended early, by SIGKILL/);
  });

  it("does not wait for what a test left running", async () => {
    const { code, output } = await start("left-running.ts").ended;
    const pid = Number(/left running: (\d+)/.exec(output)?.[1]);
    assert.ok(process.kill(pid, "SIGKILL"), "it runs longer than the tests");
    assert.deepEqual([code, output.trimEnd().split("\n").at(-1)], [0, "1 passed, 0 failed"]);
  });

  it("ends in order when it is told to", async () => {
    const { child, prints, ended } = start("held.ts");
    await prints("in hand");
    child.kill("SIGTERM");
    const { output } = await ended;
    assert.match(
      output,
      /✔ is in hand until a signal comes(?: \(\d+ms\))?\ncleaned up\n[\s\S]*\n1 passed, 0 failed\n$/,
    );
  });

  it("runs what is asked for, and nothing is no success", async () => {
    assert.deepEqual(await outcome("mixed.ts", "--grep", "as well"), [0, "1 passed, 0 failed"]);
    assert.deepEqual(await outcome("mixed.ts", "--grep", "no such test"), [1, "0 passed, 1 failed"]);
    assert.deepEqual(await outcome("no-such-folder"), [1, "0 passed, 1 failed"]);
    assert.deepEqual(await outcome(join(workTree, "test", "tenant"), "--grep", "no such test"), [
      1,
      "0 passed, 1 failed",
    ]);
  });

  it("says what it takes when it is asked for something else", async () => {
    const { code, errors } = await start("--watch").ended;
    assert.equal(code, 2);
    assert.match(errors, /^longshore test \[--grep PATTERN\] \[PATH…\]/);
  });
});

describe("all tests", () => {
  it("run in two lanes that leave no folder of tests out", () => {
    const [platforms = [], others = []] = lanes();
    const names = [...platforms, ...others].map((folder) => relative(join(workTree, "test"), folder));
    assert.ok(platforms.length > 0 && names.includes("simulator"));
    const files = readdirSync(join(workTree, "test"), { recursive: true, encoding: "utf8" });
    const tests = files.filter((file) => file.endsWith(".test.ts"));
    assert.deepEqual(
      tests.filter((file) => names.filter((name) => file.startsWith(`${name}/`)).length !== 1),
      [],
    );
  });

  it("show one lane's report after the other's, and count both", async () => {
    const script = join(suites, "..", "two-lanes.ts");
    const { stdout } = await promisify(execFile)(process.execPath, [script, "mixed.ts", "passing.ts"], { cwd: suites });
    assert.match(stripVTControlCharacters(stdout), /1 failing[\s\S]*1 passing[\s\S]*\n3 passed, 1 failed\n$/);
  });
});
