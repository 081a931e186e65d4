import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type SimulatorPaths, simulatorPaths } from "../../../simulator/paths.ts";
import { startTime } from "../../../simulator/start-time.mjs";
import { type ProcessDefinition, Supervisor } from "../../../simulator/supervisor.ts";
import { removeFolder, temporaryFolder } from "../../support/temporary.ts";

describe("supervisor", function () {
  this.timeout(180_000);
  let paths: SimulatorPaths;
  let supervisor: Supervisor;
  beforeEach(() => {
    paths = simulatorPaths(temporaryFolder());
    supervisor = new Supervisor(paths);
  });
  afterEach(async () => {
    await supervisor.stopAll();
    removeFolder(paths.home);
  });

  /** A process that is ready once it has written its file, and lives until it is told to end. */
  const sleeper = (name: string, script = ""): ProcessDefinition => ({
    name,
    command: process.execPath,
    args: ["-e", `${script}; require("fs").writeFileSync("${join(paths.run, name)}", ""); setInterval(() => {}, 1e6)`],
    ready: async () => existsSync(join(paths.run, name)),
  });
  const pidOf = (name: string): number => supervisor.pid(name) ?? assert.fail(`${name} does not run`);
  const isAlive = (pid: number): boolean => startTime(pid) !== undefined;

  it("starts a process once, and waits with everybody who asks for it", async () => {
    await Promise.all([supervisor.start(sleeper("one")), supervisor.start(sleeper("one"))]);
    assert.deepEqual(supervisor.names, ["one"]);
    assert.ok(existsSync(join(paths.run, "one")));
  });

  it("says why a process ended before it was ready", async () => {
    const broken = sleeper("broken", 'console.error("no such port"); process.exit(3)');
    await assert.rejects(supervisor.start(broken), /broken ended before it was ready:\nno such port/);
    assert.deepEqual(supervisor.names, []);
  });

  it("says so where there is no such program", async () => {
    const missing = { ...sleeper("missing"), command: join(paths.home, "missing") };
    await assert.rejects(supervisor.start(missing), /missing ended before it was ready/);
  });

  it("starts a process again that dies", async () => {
    await supervisor.start(sleeper("mortal"));
    const first = pidOf("mortal");
    const restarted = once(supervisor, "restarted");
    process.kill(first, "SIGKILL");
    assert.deepEqual(await restarted, ["mortal"]);
    assert.notEqual(pidOf("mortal"), first);
  });

  it("gives up a process that dies again and again, with its last words", async () => {
    const file = join(paths.run, "hopeless");
    const script = `if (require("fs").existsSync("${file}")) { console.error("disk is full"); process.exit(1) }`;
    await supervisor.start(sleeper("hopeless", script));
    const gaveUp = once(supervisor, "gaveUp");
    process.kill(pidOf("hopeless"), "SIGKILL");
    const [name, log]: string[] = await gaveUp;
    assert.equal(name, "hopeless");
    assert.match(log ?? "", /disk is full/);
    assert.deepEqual(supervisor.names, []);
  });

  it("ends a process with all that it started", async () => {
    const note = join(paths.run, "child");
    const script = `const c = require("child_process").spawn("sleep", ["1000"]); require("fs").writeFileSync("${note}", String(c.pid))`;
    await supervisor.start(sleeper("parent", script));
    const child = Number(readFileSync(note, "utf8"));
    const parent = pidOf("parent");
    assert.ok(isAlive(child));
    await supervisor.stop("parent");
    assert.ok(!isAlive(parent) && !isAlive(child));
  });

  it("ends what a crashed simulator left, and no stranger with a number that was used again", async () => {
    await supervisor.start(sleeper("left"));
    await supervisor.start(sleeper("stranger"));
    const [left, stranger] = [pidOf("left"), pidOf("stranger")];
    const record = join(paths.run, "processes", "stranger");
    writeFileSync(record, JSON.stringify({ pid: stranger, started: "1", stopSignal: "SIGTERM" }));
    const next = new Supervisor(paths);
    assert.deepEqual(await next.endLeftovers(), ["left"]);
    assert.ok(!isAlive(left) && isAlive(stranger));
  });
});
