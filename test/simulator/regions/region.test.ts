/** A region loses its power under the real engine, and comes back with what had reached the disk. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import * as z from "zod";
import type { SimulatorClient } from "../../../simulator/control/client.ts";
import { startSimulator } from "../../../simulator/start.ts";
import { beginSimulator, endSimulator, place, TestStack } from "../../support/simulator.ts";
import { type Login, query, say } from "../services/clients.ts";

const program = join(import.meta.dirname, "..", "fixtures", "dozen", "index.ts");
const text = z.string();
const { region } = place;

describe("a region that is switched off", function () {
  this.timeout(300_000);
  let simulator: SimulatorClient;
  let stack: TestStack;
  let database: Login;
  let cache: Login;

  before(async () => {
    simulator = await beginSimulator();
    stack = await TestStack.create(simulator, "dozen", program);
    const { succeeded, complaints } = await stack.up();
    assert.ok(succeeded, complaints);
    const outputs = await stack.outputs();
    database = {
      host: text.parse(outputs.databaseHost),
      user: "longshore",
      password: text.parse(outputs.databasePassword),
    };
    cache = { host: text.parse(outputs.cacheHost), user: "harbor", password: text.parse(outputs.cachePassword) };
    await query(simulator, database, "CREATE TABLE picking AS SELECT generate_series(1, 1000) AS id");
    await simulator.switchRegion(region, "off");
  });
  after(() => endSimulator(simulator));

  /** What an S3 client of the region hears; the answer's status, or nothing. */
  async function askStore(): Promise<string | undefined> {
    const variables = await simulator.environment(place.account, region);
    const args = ["--silent", "--show-error", "--output", "/dev/null", "--write-out", "%{http_code}"];
    const env = { ...process.env, ...variables };
    const url = `https://s3.${region}.amazonaws.com/longshore-test-files?versions`;
    return promisify(execFile)("curl", [...args, url], { env }).then(
      ({ stdout }) => stdout,
      () => undefined,
    );
  }

  it("is one in which something stands", async () => {
    await assert.rejects(
      simulator.switchRegion("eu-center-1", "off"),
      /nothing stands in a region eu-center-1; fits eu-central-1/,
    );
  });

  it("has no program any more, and refuses connections", async () => {
    const { processes } = await simulator.status();
    assert.deepEqual(processes, []);
    await assert.rejects(query(simulator, database, "SELECT 1"), /Connection refused/);
    await assert.rejects(say(simulator, cache, ["PING"]), /ECONNREFUSED/);
    assert.equal(await askStore(), undefined);
  });

  it("fails a run of the engine that calls there, and counts the calls", async () => {
    const { succeeded, complaints } = await stack.up();
    assert.equal(succeeded, false);
    assert.match(complaints, /ask sts\.eu-central-1\.amazonaws\.com: the region eu-central-1 is switched off/);
    const { off, attempts } = await simulator.outages();
    assert.deepEqual(off, [region]);
    const calls = attempts.filter(({ by }) => by === "pulumi").map(({ call }) => call);
    assert.deepEqual(calls, ["ask sts.eu-central-1.amazonaws.com"]);
    assert.ok(attempts.some(({ by, call }) => by === "program" && call === `s3.${region}.amazonaws.com`));
  });

  it("stays off over a restart of the simulator", async () => {
    await simulator.stop();
    simulator = await startSimulator(simulator.paths);
    assert.deepEqual((await simulator.status()).processes, []);
    assert.deepEqual((await simulator.outages()).off, [region]);
  });

  it("comes back with its data", async () => {
    await simulator.switchRegion(region, "on");
    assert.equal(await query(simulator, database, "SELECT count(*) FROM picking"), "1000");
    assert.deepEqual(await say(simulator, cache, ["GET", "harbor:none"]), ["+OK", "$-1"]);
    assert.notEqual(await askStore(), undefined);
    assert.deepEqual((await simulator.outages()).off, []);
  });
});
