/** One minor version up for Kubernetes and one major version for PostgreSQL: in place, and with everything in them. */
import assert from "node:assert/strict";
import { join } from "node:path";
import type { SimulatorClient } from "../../../simulator/control/client.ts";
import { namespaces } from "../../../simulator/kubernetes/api/resources.ts";
import { connectCluster } from "../../../simulator/kubernetes/connect.ts";
import { beginSimulator, endSimulator, place, TestStack } from "../../support/simulator.ts";
import { query } from "../services/clients.ts";

const program = join(import.meta.dirname, "..", "fixtures", "upgrading", "index.ts");

describe("upgrades under the real engine", function () {
  this.timeout(300_000);
  let simulator: SimulatorClient;
  let stack: TestStack;
  before(async () => {
    simulator = await beginSimulator();
    stack = await TestStack.create(simulator, "upgrading", program);
    const { succeeded, complaints } = await stack.up();
    assert.ok(succeeded, complaints);
  });
  after(() => endSimulator(simulator));

  async function api() {
    const [cluster] = await simulator.clusters(place.account, place.region);
    assert.ok(cluster);
    return connectCluster(cluster);
  }
  async function ask(sql: string): Promise<string> {
    const { databaseHost } = await stack.outputs();
    return query(simulator, { host: String(databaseHost), user: "longshore", password: "only-of-this-test" }, sql);
  }
  async function minor(): Promise<string | undefined> {
    const connected = await api();
    const { emulationMinor } = await connected.connection
      .json<Record<string, string>>({ method: "GET", path: "/version" })
      .finally(() => connected.close());
    return emulationMinor;
  }
  const instance = async () => {
    const { resources } = await simulator.status();
    return resources.filter(({ type }) => type === "aws:rds/instance:Instance").map(({ id }) => id);
  };

  describe("Kubernetes", () => {
    before(async () => {
      const connected = await api();
      const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: "before-the-upgrade" } };
      await connected.create(namespaces, namespace).finally(() => connected.close());
    });

    it("takes no two steps at once", async () => {
      await stack.set("kubernetes", "1.36");
      const { succeeded, complaints } = await stack.up();
      assert.equal(succeeded, false);
      assert.match(complaints, /Unsupported Kubernetes minor version update from 1\.34 to 1\.36/);
      assert.equal(await minor(), "34");
    });

    it("goes up by one in place, and keeps its objects", async () => {
      await stack.set("kubernetes", "1.35");
      const { succeeded, changes, complaints } = await stack.up();
      assert.ok(succeeded, complaints);
      assert.equal(changes.replace, undefined);
      assert.equal(changes.update, 1);
      assert.equal(await minor(), "35");
      const connected = await api();
      await connected.get(namespaces, "before-the-upgrade").finally(() => connected.close());
    });

    it("never goes back", async () => {
      await stack.set("kubernetes", "1.34");
      assert.equal((await stack.up()).succeeded, false);
      assert.equal(await minor(), "35");
      await stack.set("kubernetes", "1.35");
    });
  });

  describe("PostgreSQL", () => {
    before(() => ask("create table orders (number int); insert into orders values (4711)"));

    it("stays where no upgrade is meant", async () => {
      await stack.set("postgresql", "17");
      const { succeeded, complaints } = await stack.up();
      assert.equal(succeeded, false);
      assert.match(
        complaints,
        /The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version/,
      );
    });

    it("goes up in place with a parameter group of its own, and keeps its rows", async () => {
      const before = await instance();
      await stack.set("upgrade", "true");
      const { succeeded, complaints } = await stack.up();
      assert.ok(succeeded, complaints);
      assert.deepEqual(await instance(), before);
      assert.equal(await ask("select number from orders"), "4711");
    });

    it("says that the server itself is another version", async () => {
      const { resources } = await simulator.status();
      const found = resources.find(({ type }) => type === "aws:rds/instance:Instance");
      assert.ok(found?.standIns.some((line) => /PostgreSQL 16 runs in place of 17/.test(line)));
    });
  });
});
