import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SimulatorClient } from "../../../simulator/control/client.ts";
import { Api } from "../../../simulator/kubernetes/api/api.ts";
import { nodes, storageClasses } from "../../../simulator/kubernetes/api/resources.ts";
import { beginSimulator, endSimulator, TestStack } from "../../support/simulator.ts";
import { azurePlace as place } from "./place.ts";

const program = join(import.meta.dirname, "..", "fixtures", "wharf", "index.ts");

describe("an AKS cluster under the real engine", function () {
  this.timeout(240_000);
  let simulator: SimulatorClient;
  let stack: TestStack;
  before(async () => {
    simulator = await beginSimulator();
    stack = await TestStack.create(simulator, "wharf", program, place);
  });
  after(() => endSimulator(simulator));

  it("is refused a pool's name that is too long before anything exists", async () => {
    await stack.set("pool", "a-user-pool-with-a-name");
    const { complaints } = await stack.preview();
    assert.match(complaints, /'agentPoolName' is too long \(23\): at most 12 characters allowed/);
    await stack.set("pool", "user2");
  });

  it("is refused addresses of Services that a subnet has", async () => {
    await stack.set("services", "10.0.0.0/16");
    const { complaints } = await stack.up();
    assert.match(complaints, /service CIDR 10.0.0.0\/16 is conflicted with an existing subnet CIDR 10.0.0.0\/20/);
    await stack.set("services", "172.20.0.0/16");
  });

  it("comes up, and the runner's own login opens it", async () => {
    const { succeeded, complaints } = await stack.up();
    assert.ok(succeeded, complaints);
    const { issuer, address } = await stack.outputs();
    assert.match(String(issuer), /^https:\/\/germanywestcentral\.oic\.prod-aks\.azure\.com\/.+\/.+\/$/);
    assert.match(String(address), /^20(\.\d+){3}$/);
    assert.equal((await stack.up()).changes.update, undefined);
  });

  it("has nodes in the zones of its pools, and Azure's storage", async () => {
    const [access] = await simulator.clusters(place.account, place.region);
    assert.ok(access);
    const api = new Api({
      server: access.server,
      ca: readFileSync(access.caFile, "utf8"),
      token: async () => access.token,
    });
    const classes = await api.list(storageClasses, {});
    assert.ok(classes.items.some(({ metadata }) => metadata.name === "managed-csi"));
    const { items } = await api.list(nodes, {});
    // Each pool has a zone of its own, and the size that it asks for.
    const found = items.map(({ metadata: { name, labels = {} }, status }) => [
      name.replace(/-\d+-vmss.*$/, ""),
      labels.agentpool,
      labels["node.kubernetes.io/instance-type"],
      labels["topology.kubernetes.io/zone"],
      status?.capacity?.cpu,
      status?.capacity?.memory,
    ]);
    assert.deepEqual(found.sort(), [
      ["aks-system1", "system1", "Standard_D4s_v5", "germanywestcentral-1", "4", "16Gi"],
      ["aks-user2", "user2", "Standard_D8ds_v5", "germanywestcentral-2", "8", "32Gi"],
    ]);
    api.close();
  });

  it("is refused to skip a version", async () => {
    await stack.set("version", "1.37");
    const { complaints } = await stack.up();
    assert.match(complaints, /Upgrading Kubernetes version 1.35 to 1.37 is not allowed. Available upgrades: \[1.36\]/);
    await stack.set("version", "1.35");
  });

  it("goes away with its processes", async () => {
    const { succeeded, complaints } = await stack.destroy();
    assert.ok(succeeded, complaints);
    const { resources, processes } = await simulator.status();
    assert.deepEqual(resources, []);
    assert.deepEqual(
      processes.filter((name) => /longshore-test/.test(name)),
      [],
    );
  });
});
