import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { neededGo } from "../../simulator/toolchain/pins.mjs";
import { program, type Stubs, stubs } from "./stubs.ts";

const workTree = resolve(import.meta.dirname, "../..");
/** All that runs before npm's packages are there. */
const launcherFiles = ["operations/launch.mjs", "operations/launch", "simulator/cache-folder.mjs"].concat([
  "simulator/start-time.mjs",
  "simulator/toolchain",
]);

/** A command that tells how it was called; `wait` waits for a signal, a number ends it. */
const cli = `
const [verb, code] = process.argv.slice(2);
const { PATH, NODE_COMPILE_CACHE } = process.env;
if (verb === "wait") setInterval(() => {}, 1000);
if (verb === "handle") process.on("SIGTERM", () => process.exit(9)) && setInterval(() => {}, 1000);
console.log(JSON.stringify({ node: process.execPath, args: process.argv.slice(2), PATH, NODE_COMPILE_CACHE }));
if (verb === "end") process.exit(Number(code));
`;

describe("longshore's launcher", function () {
  this.timeout(180_000);
  let machine: Stubs;
  let tree: string;
  const children: ChildProcess[] = [];

  beforeEach(() => {
    machine = stubs();
    tree = join(machine.folder, "tree");
    for (const file of launcherFiles) cpSync(join(workTree, file), join(tree, file), { recursive: true });
    writeFileSync(join(tree, "package.json"), JSON.stringify({ type: "module", engines: { node: ">=24.12.0" } }));
    writeFileSync(join(tree, "package-lock.json"), JSON.stringify({ packages: { "": {}, "node_modules/a": {} } }));
    writeFileSync(join(tree, "operations/cli.ts"), cli);
  });
  afterEach(() => {
    for (const child of children.splice(0)) {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
    }
    machine.remove();
  });

  function launch(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const child = spawn(process.execPath, [join(tree, "operations/launch.mjs"), ...args], {
      env: { ...machine.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    children.push(child);
    let output = "";
    let errors = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      errors += text;
    });
    return {
      kill: (signal: NodeJS.Signals) => child.kill(signal),
      runs: () => once(child.stdout, "data"),
      ended: once(child, "close").then(([code, signal]) => ({ status: signal ?? code, output, errors })),
    };
  }

  it("installs the packages once, and again when the lock file changes", async () => {
    const first = await launch(["end", "0"]).ended;
    assert.deepEqual([first.status, first.errors], [0, "npm packages: installing 1\n"]);
    assert.deepEqual(machine.calls(), ["npm ci"]);
    assert.equal((await launch(["end", "0"]).ended).errors, "");
    assert.deepEqual(machine.calls(), []);
    appendFileSync(join(tree, "package-lock.json"), "\n");
    await launch(["end", "0"]).ended;
    assert.deepEqual(machine.calls(), ["npm ci"]);
  });

  it("installs the packages once when two start at the same time", async () => {
    const both = [launch(["end", "0"]), launch(["end", "0"])];
    for (const { ended } of both) assert.equal((await ended).status, 0);
    assert.deepEqual(machine.calls(), ["npm ci"]);
  });

  it("installs nothing in a simulator's shell, which reaches no registry", async () => {
    const { status, errors } = await launch(["end", "0"], { LONGSHORE_SETTINGS: tree }).ended;
    assert.equal(status, 1);
    assert.match(errors, /run npm ci in another one/);
    assert.deepEqual(machine.calls(), []);
  });

  it("starts anew after an installation that failed", async () => {
    const { status, errors } = await launch(["end", "0"], { STUB_NPM_FAILS: "yes" }).ended;
    assert.equal(status, 1);
    assert.match(errors, /`npm ci` failed/);
    machine.calls();
    assert.equal((await launch(["end", "0"]).ended).status, 0);
    assert.deepEqual(machine.calls(), ["npm ci"]);
  });

  it("runs the command under npm's Node, with npm's programs first on PATH and a compile cache", async () => {
    const { output } = await launch(["change", "--stack", "aws-production"]).ended;
    assert.deepEqual(JSON.parse(output), {
      node: process.execPath,
      args: ["change", "--stack", "aws-production"],
      PATH: `${join(tree, "node_modules/.bin")}:${machine.bin}`,
      NODE_COMPILE_CACHE: join(machine.cache, "node-compile-cache"),
    });
  });

  it("uses the machine's own Node where npm has none, if it is new enough", async () => {
    program(join(machine.bin, "npm"), "11.0.0");
    mkdirSync(join(tree, "node_modules"));
    assert.equal((await launch(["end", "0"]).ended).status, 0);
    writeFileSync(join(tree, "package.json"), JSON.stringify({ type: "module", engines: { node: ">=99.1.0" } }));
    const { status, errors } = await launch(["end", "0"]).ended;
    assert.equal(status, 1);
    assert.match(
      errors,
      /^Node 99\.1\.0 or newer is needed, found v24\.[\d.]+: npm has none for \S+ \S+, so install it .*\n$/,
    );
  });

  it("ends with the command's exit code", async () => {
    assert.equal((await launch(["end", "7"]).ended).status, 7);
  });

  it("passes signals on, and ends by the signal that ended the command", async () => {
    for (const [verb, signal, expected] of [
      ["handle", "SIGTERM", 9],
      ["wait", "SIGTERM", "SIGTERM"],
      ["wait", "SIGINT", "SIGINT"],
    ] as const) {
      const { runs, kill, ended } = launch([verb]);
      await runs();
      kill(signal);
      assert.equal((await ended).status, expected, `${verb} ${signal}`);
    }
  });

  it("names everything that is missing at once, before it installs anything", async () => {
    rmSync(join(machine.bin, "go"));
    rmSync(join(machine.bin, "npm"));
    const { status, errors } = await launch(["start"], { STUB_PYTHON_VERSION: "3.8.2" }).ended;
    assert.equal(status, 1);
    assert.deepEqual(
      errors
        .trim()
        .split("\n")
        .map((line) => line.replace(/:.*/, "")),
      [
        "npm 9 or newer is needed, found none",
        `Go ${neededGo().version.join(".")} or newer is needed, found none`,
        "Git 2 or newer is needed, found none",
        "Python 3.10 or newer is needed, found 3.8.2",
      ],
    );
    assert.deepEqual(machine.calls(), []);
  });

  it("does not ask for Go and Python where the command does not need the simulator", async () => {
    for (const name of ["go", "python3"]) rmSync(join(machine.bin, name));
    assert.equal((await launch(["change"]).ended).status, 0);
  });

  it("says which Go is too old", async () => {
    program(join(machine.bin, "git"), "git version 2.39.5");
    const { errors } = await launch(["start"], { STUB_GO_VERSION: "1.22.2" }).ended;
    const go = neededGo().version.join(".");
    assert.equal(errors, `Go ${go} or newer is needed, found 1.22.2: install it from go.dev/dl\n`);
  });
});
