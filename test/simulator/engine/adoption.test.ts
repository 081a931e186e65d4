/** A stack takes over what somebody made by hand, and changes nothing of it until it is told to. */
import assert from "node:assert/strict";
import { join } from "node:path";
import type { SimulatorClient } from "../../../simulator/control/client.ts";
import { beginSimulator, endSimulator, TestStack } from "../../support/simulator.ts";

const program = (name: string) => join(import.meta.dirname, "..", "fixtures", name, "index.ts");
const network = "aws:ec2/vpc:Vpc";
const database = "aws:rds/instance:Instance";

describe("adoption under the real engine", function () {
  this.timeout(240_000);
  let simulator: SimulatorClient;
  let stack: TestStack;
  let vpc: string;
  let password: string;

  before(async () => {
    simulator = await beginSimulator();
    const byHand = await TestStack.create(simulator, "dozen", program("dozen"));
    const made = await byHand.up();
    assert.ok(made.succeeded, made.complaints);
    vpc = await idOf(network);
    password = String((await byHand.outputs()).databasePassword);
    stack = await TestStack.create(simulator, "adopting", program("adopting"));
  });
  after(() => endSimulator(simulator));

  async function all(type: string) {
    const { resources } = await simulator.status();
    return resources.filter((resource) => resource.type === type);
  }
  async function idOf(type: string): Promise<string> {
    const [found, ...others] = await all(type);
    assert.ok(found && others.length === 0, `one ${type}`);
    return found.id;
  }
  const list = (...keep: readonly (readonly string[] | undefined)[]) =>
    JSON.stringify([
      { type: network, name: "network", id: vpc, keep: keep[0] ?? ["*"] },
      { type: database, name: "database", id: "longshore-test", keep: keep[1] ?? ["*"] },
    ]);

  it("refuses a name that the stack does not have, before anything is made", async () => {
    const standing = (await simulator.status()).resources.length;
    await stack.set("adopt", JSON.stringify([{ type: network, name: "main", id: vpc, keep: ["*"] }]));
    const { succeeded, complaints } = await stack.up();
    assert.equal(succeeded, false);
    assert.match(
      complaints,
      /settings longshore:adopt\.0\.name\n\s+found {2}main\n\s+fits {3}a name that this stack has: network/,
    );
    assert.equal((await simulator.status()).resources.length, standing);
  });

  it("refuses an id that the cloud does not know", async () => {
    await stack.set("adopt", JSON.stringify([{ type: network, name: "network", id: "vpc-0", keep: ["*"] }]));
    const { succeeded, complaints } = await stack.preview();
    assert.equal(succeeded, false);
    assert.match(complaints, /vpc-0/);
  });

  it("shows nobody the password that it had", async () => {
    await stack.set("adopt", list());
    const { output } = await stack.pulumi("preview", "--diff", "--stack", "test");
    assert.match(output, /identifier\s*: "longshore-test"/);
    assert.doesNotMatch(output, new RegExp(password));
  });

  it("shows in a preview what it would change", async () => {
    await stack.set("adopt", list(["*"], ["identifier", "dbName", "dbSubnetGroupName"]));
    const { succeeded, changes, complaints } = await stack.preview();
    assert.ok(succeeded, complaints);
    assert.equal(changes.import, 2);
    assert.equal(changes.update, 1, "the database, for example its password");
  });

  it("takes over network and database as they are", async () => {
    await stack.set("adopt", list());
    const { succeeded, changes, complaints } = await stack.up();
    assert.ok(succeeded, complaints);
    assert.equal(changes.import, 2);
    assert.equal(changes.update, undefined);
    assert.equal(await idOf(network), vpc);
    assert.equal((await all(database)).length, 1);
  });

  it("changes nothing a second time", async () => {
    const { changes } = await stack.up();
    assert.deepEqual(Object.keys(changes), ["same"]);
  });

  it("brings one to the program's settings where it may, in place", async () => {
    await stack.set("adopt", list(["enableDnsHostnames"], ["*"]));
    const { succeeded, changes, complaints } = await stack.up();
    assert.ok(succeeded, complaints);
    assert.equal(changes.update, 1, "the network");
    assert.equal(await idOf(network), vpc);
  });

  it("keeps what cannot change in place, because it is protected", async () => {
    await stack.set("adopt", list(["enableDnsHostnames"], ["password"]));
    const { succeeded, complaints } = await stack.preview();
    assert.equal(succeeded, false);
    assert.match(complaints, /protect/);
  });

  it("leaves both standing when the stack goes", async () => {
    await stack.set("adopt", list());
    const { succeeded } = await stack.destroy();
    assert.equal(succeeded, false);
    assert.equal(await idOf(network), vpc);
    assert.equal((await all(database)).length, 1);
  });
});
