import assert from "node:assert/strict";
import { join } from "node:path";
import type { SimulatorClient } from "../../../simulator/control/client.ts";
import { beginSimulator, endSimulator, TestStack } from "../../support/simulator.ts";

const fixtures = join(import.meta.dirname, "..", "fixtures");
const pack = join(import.meta.dirname, "..", "..", "..", "policy-pack");

describe("the policy pack under the real engine", function () {
  this.timeout(240_000);
  let simulator: SimulatorClient;
  before(async () => {
    simulator = await beginSimulator();
  });
  after(() => endSimulator(simulator));

  /** What a person sees. */
  const command = async (name: string, ...args: string[]) => {
    const stack = await TestStack.create(simulator, name, join(fixtures, name, "index.ts"));
    return stack.pulumi(...args, "--policy-pack", pack, "--stack", "test");
  };

  it("stops a preview with rule, resource, what was found, what fits, and the remedy", async () => {
    const { code, output } = await command("exposed", "preview");
    assert.notEqual(code, 0);
    assert.match(output, /❌ longshore@v0\.1\.0 \(local: .*policy-pack\)/);
    assert.match(output, /\[mandatory\].* database-private /);
    assert.match(output, /database-private is broken by open \(aws:rds\/instance:Instance\):/);
    assert.match(output, /publiclyAccessible: found true, fits false/);
    assert.match(output, /Remedy: keep publiclyAccessible at false/);
  });

  it("stops an update before anything is made", async () => {
    const { code } = await command("exposed", "up", "--yes", "--skip-preview");
    assert.notEqual(code, 0);
    assert.deepEqual((await simulator.status()).resources, []);
  });
});
