import assert from "node:assert/strict";
import { join } from "node:path";
import type { SimulatorClient } from "../../../simulator/control/client.ts";
import { modelledDuration } from "../../../simulator/modelled.ts";
import { beginSimulator, endSimulator, TestStack } from "../../support/simulator.ts";

const program = join(import.meta.dirname, "..", "fixtures", "dozen", "index.ts");

describe("a stack under the real engine", function () {
  this.timeout(240_000);
  let simulator: SimulatorClient;
  let stack: TestStack;
  before(async () => {
    simulator = await beginSimulator();
    stack = await TestStack.create(simulator, "dozen", program);
  });
  after(() => endSimulator(simulator));

  const existing = async () => (await simulator.status()).resources.map(({ type }) => type);

  it("is refused in any account but its own", async () => {
    await stack.set("foreign", "true");
    const { succeeded, complaints } = await stack.preview();
    assert.equal(succeeded, false);
    assert.match(complaints, /AWS account ID not allowed: 123456789012/);
    await stack.set("foreign", "false");
  });

  it("is refused by name where it asks for what is not simulated", async () => {
    await stack.set("unknown-type", "true");
    const { complaints } = await stack.preview();
    assert.match(complaints, /aws:sqs\/queue:Queue is not simulated: add it under simulator\/aws/);
    await stack.set("unknown-type", "false");
  });

  it("makes nothing in a preview", async () => {
    const { succeeded, changes, complaints } = await stack.preview();
    assert.ok(succeeded, complaints);
    assert.equal(changes.create, 18);
    assert.deepEqual(await existing(), []);
  });

  it("stops where a call fails before anything happened", async () => {
    await simulator.fault({ operation: "create", resource: "b", when: "before", message: "RequestLimitExceeded" });
    const { succeeded, complaints } = await stack.up();
    assert.equal(succeeded, false);
    assert.match(complaints, /RequestLimitExceeded/);
  });

  it("keeps what a failed call left", async () => {
    const resource = "aws:rds/subnetGroup:SubnetGroup";
    await simulator.fault({ operation: "create", resource, when: "after", message: "timeout while waiting" });
    const { succeeded, complaints } = await stack.up();
    assert.equal(succeeded, false);
    assert.match(complaints, /timeout while waiting/);
    assert.ok((await existing()).includes(resource));
  });

  it("is finished by the next up, and nothing is made twice", async () => {
    const { succeeded, complaints } = await stack.up();
    assert.ok(succeeded, complaints);
    // The stack itself, its provider and two random passwords are no resources of the cloud.
    assert.equal((await existing()).length, 14);
  });

  it("changes nothing a second time", async () => {
    const { changes } = await stack.up();
    assert.deepEqual(changes, { same: 18 });
  });

  it("carries the provider's default tags", async () => {
    assert.deepEqual((await stack.outputs()).tags, { Name: "main", environment: "test" });
  });

  it("updates what can change in place, and replaces what cannot", async () => {
    await stack.set("name", "renamed");
    await stack.set("cidr-a", "10.0.9.0/24");
    const { changes } = await stack.up();
    assert.equal(changes.replace, 1, "the subnet");
    assert.equal(changes.update, 3, "the network, and two groups that name the subnet");
  });

  it("says what a change is refused for, in the cloud's words", async () => {
    await stack.set("cidr-b", "10.0.9.0/24");
    const { complaints } = await stack.up();
    assert.match(complaints, /api error InvalidSubnet.Conflict: The CIDR '10.0.9.0\/24' conflicts with another subnet/);
    await stack.set("cidr-b", "10.0.1.0/24");
  });

  it("sees no drift where there is none", async () => {
    const { succeeded, changes } = await stack.refresh();
    assert.ok(succeeded);
    assert.equal(changes.update, undefined);
    assert.equal(changes.delete, undefined);
  });

  it("keeps a protected database", async () => {
    await stack.set("protect", "true");
    await stack.up();
    const { complaints } = await stack.destroy();
    assert.match(complaints, /Cannot delete protected DB Instance, please disable deletion protection and try again/);
    await stack.set("protect", "false");
    assert.ok((await stack.up()).succeeded);
  });

  it("goes away whole, with its processes", async () => {
    const { succeeded, complaints } = await stack.destroy();
    assert.ok(succeeded, complaints);
    const { resources, processes } = await simulator.status();
    assert.deepEqual(resources, []);
    assert.deepEqual(
      processes.filter((name) => /postgres|redis/.test(name)),
      [],
    );
  });

  it("measures what it would have taken on AWS", async () => {
    const { succeeded, complaints } = await stack.up("--parallel", "32");
    assert.ok(succeeded, complaints);
    const { operations } = await simulator.operations("test");
    const modelled = modelledDuration(operations, await stack.exported());
    assert.equal(modelled.path.at(-1)?.seconds, 450, "the cache takes longest");
    assert.ok(modelled.makespan >= modelled.critical);
    assert.equal(await simulator.takeDown("123456789012", "eu-central-1"), 14);
  });
});
