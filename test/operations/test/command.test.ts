import assert from "node:assert/strict";
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
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

  async function twoLanes(files: readonly string[], env: Record<string, string> = {}): Promise<string> {
    const script = join(suites, "..", "two-lanes.ts");
    const options = { cwd: suites, env: { ...process.env, ...env } };
    const { stdout } = await promisify(execFile)(process.execPath, [script, ...files], options);
    return stripVTControlCharacters(stdout);
  }

  it("show one lane's report after the other's, and count both", async () => {
    assert.match(await twoLanes(["mixed.ts", "passing.ts"]), /1 failing[\s\S]*1 passing[\s\S]*\n3 passed, 1 failed\n$/);
  });

  it("run again by themselves where they failed: what is broken fails again, and is named at the end", async () => {
    const output = await twoLanes(["mixed.ts", "passing.ts"]);
    assert.match(
      output,
      /runs again, by itself:[\s\S]*1 failing[\s\S]*\nfailed:\n {2}a suite fails\n {4}\S.*\n[\s\S]*3 passed, 1 failed\n$/,
    );
    assert.doesNotMatch(output, /unsteady/);
  });

  it("are called unsteady where they pass by themselves", async () => {
    const folder = mkdtempSync(join(tmpdir(), "longshore-unsteady-"));
    const output = await twoLanes(["unsteady.ts", "passing.ts"], { SEEN_FILE: join(folder, "seen") });
    rmSync(folder, { recursive: true });
    assert.match(output, /\nunsteady: .*\n {2}unsteady fails as long .*\n {4}too busy\n\n2 passed, 0 failed\n$/);
  });
});
