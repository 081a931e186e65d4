import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setImmediate } from "node:timers/promises";
import * as z from "zod";
import type { SimulatorClient } from "../../../simulator/control/client.ts";
import { workTree } from "../../../simulator/paths.ts";
import { startSimulator } from "../../../simulator/start.ts";
import { startTime } from "../../../simulator/start-time.mjs";
import { beginSimulator, endSimulator, TestStack } from "../../support/simulator.ts";
import { addressOf, dump, hangsUp, type Login, query, say } from "./clients.ts";

const program = join(import.meta.dirname, "..", "fixtures", "dozen", "index.ts");
const outputs = z.object({
  databaseHost: z.string(),
  databasePassword: z.string(),
  cacheHost: z.string(),
  cachePassword: z.string(),
});

describe("data services", function () {
  this.timeout(240_000);
  let simulator: SimulatorClient;
  let stack: TestStack;
  let database: Login;
  let cache: Login;
  before(async () => {
    simulator = await beginSimulator();
    stack = await TestStack.create(simulator, "dozen", program);
    const { succeeded, complaints } = await stack.up();
    assert.ok(succeeded, complaints);
    const { databaseHost, databasePassword, cacheHost, cachePassword } = outputs.parse(await stack.outputs());
    database = { host: databaseHost, user: "longshore", password: databasePassword };
    cache = { host: cacheHost, user: "harbor", password: cachePassword };
  });
  after(() => endSimulator(simulator));

  describe("PostgreSQL", () => {
    it("answers over TLS, under the endpoint's name and with the emitted password", async () => {
      const said = await query(simulator, database, "\\conninfo");
      assert.match(said, /as user "longshore"/);
      assert.match(said, /SSL connection \(protocol: TLSv1.[23]/);
    });

    it("is dumped by pg_dump, and not under a name that its certificate does not have", async () => {
      assert.match(await dump(simulator, database), /^CREATE DATABASE orders /m);
      const pretender = { ...database, host: addressOf(simulator, database.host) };
      await assert.rejects(dump(simulator, pretender), /does not match host name/);
    });

    it("refuses plain text, wrong passwords, and its own superuser", async () => {
      await assert.rejects(query(simulator, database, "SELECT 1", "disable"), /no encryption/);
      await assert.rejects(query(simulator, { ...database, password: "wrong" }, "SELECT 1"), /authentication failed/);
      await assert.rejects(query(simulator, { ...database, user: "rdsadmin" }, "SELECT 1"), /rejects connection/);
    });

    it("gives its administrator what RDS gives, and no more", async () => {
      const sql = "SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user";
      assert.equal(await query(simulator, database, sql), "f|t|t");
      await query(simulator, database, "CREATE DATABASE tenant");
      assert.equal(await query(simulator, database, "SELECT pg_has_role('rds_superuser', 'member')"), "t");
    });

    it("follows its parameter group while it runs", async () => {
      assert.equal(await query(simulator, database, "SHOW work_mem"), "8MB");
      await stack.set("work-mem", "16384");
      assert.ok((await stack.up()).succeeded);
      assert.equal(await query(simulator, database, "SHOW work_mem"), "16MB");
    });
  });

  describe("Redis", () => {
    it("lets a user do with its own keys what its access string says, and nothing else", async () => {
      const answers = await say(
        simulator,
        cache,
        ["SET", "harbor:session", "1"],
        ["SET", "other:session", "1"],
        ["CONFIG", "GET", "*"],
      );
      assert.deepEqual(answers.slice(0, 2), ["+OK", "+OK"]);
      assert.match(answers[2] ?? "", /^-NOPERM No permissions to access a key/);
      assert.match(answers[3] ?? "", /^-NOPERM User harbor has no permissions to run the 'config\|get' command/);
    });

    it("refuses wrong passwords and users that are off", async () => {
      const [wrong] = await say(simulator, { ...cache, password: "wrong" });
      const [off] = await say(simulator, { ...cache, user: "default" });
      for (const answer of [wrong, off]) assert.match(answer ?? "", /^-WRONGPASS/);
    });

    it("speaks TLS only", async () => {
      assert.equal(await hangsUp(simulator, cache.host), true);
    });
  });

  describe("both", () => {
    it("survive a crash of the simulator with their data", async () => {
      await query(simulator, database, "CREATE TABLE picking AS SELECT generate_series(1, 1000) AS id");
      const { pid } = await simulator.status();
      process.kill(pid, "SIGKILL");
      while (startTime(pid) !== undefined) await setImmediate();
      simulator = await startSimulator(simulator.paths);
      assert.equal(await query(simulator, database, "SELECT count(*) FROM picking"), "1000");
      assert.deepEqual(await say(simulator, cache, ["GET", "harbor:none"]), ["+OK", "$-1"]);
      assert.deepEqual((await stack.up()).changes, { same: 18 });
    });

    it("say what of them is not as on AWS", async () => {
      const { resources } = await simulator.status();
      const standing = resources.find(({ type }) => type === "aws:rds/instance:Instance");
      assert.equal(standing?.program, "PostgreSQL");
      assert.match(standing?.standIns.join("\n") ?? "", /a final snapshot is a record without data/);
    });

    it("are not disturbed by a second simulator in the same folder", async () => {
      const { node, daemon } = { node: process.execPath, daemon: join(workTree, "simulator", "daemon.ts") };
      const env = { ...process.env, LONGSHORE_SIMULATOR_HOME: simulator.paths.home };
      const second = spawn(node, [daemon], { env, stdio: ["ignore", "ignore", "pipe"] });
      const [complaint, [code]] = await Promise.all([text(second.stderr), once(second, "exit")]);
      assert.equal(code, 3);
      assert.match(complaint, /a simulator runs in .* already/);
      assert.equal(await query(simulator, database, "SELECT 1"), "1");
    });

    it("end with the simulator, and leave no process", async () => {
      const { pid, processes } = await simulator.status();
      assert.ok(processes.some((name) => name.startsWith("postgres-")));
      await simulator.stop();
      assert.equal(await simulator.isRunning(), false);
      assert.equal(startTime(pid), undefined);
      await assert.rejects(
        query(simulator, database, "SELECT 1"),
        /Connection refused|ECONNREFUSED|closed the connection/,
      );
    });
  });
});
