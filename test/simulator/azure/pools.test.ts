import assert from "node:assert/strict";
import { poolsOf, vmssNodes, zonesOf } from "../../../simulator/kubernetes/aks/pools.ts";
import type { Pod } from "../../../simulator/kubernetes/api/model.ts";
import { demandOf } from "../../../simulator/kubernetes/nodes/demand.ts";
import { node } from "../../../simulator/kubernetes/nodes/node.ts";
import { World } from "../../../simulator/world.ts";
import { removeFolder, temporaryFolder } from "../../support/temporary.ts";
import { azurePlace } from "./place.ts";
import { ids } from "./refusals/case.ts";

const { region } = azurePlace;
const taint = "CriticalAddonsOnly=true:NoSchedule";

const pod = (cpu: string, memory: string): Pod => ({
  metadata: { name: "p", namespace: "n" },
  spec: { containers: [{ name: "c", image: "i", resources: { requests: { cpu, memory } } }] },
});

describe("nodes of an AKS cluster", () => {
  const folder = temporaryFolder();
  const world = new World(folder);
  const pool = (name: string, inputs: object) =>
    world.put({
      type: "azure-native:containerservice:AgentPool",
      id: `${ids.cluster}/agentPools/${name}`,
      ...azurePlace,
      inputs: { availabilityZones: ["1"], count: 1, ...inputs },
      outputs: {},
    });
  before(() => {
    pool("system1", { mode: "System", vmSize: "Standard_D2ds_v5", osDiskSizeGB: 64, nodeTaints: [taint] });
    pool("user1", { mode: "User", vmSize: "Standard_D8ds_v5", osDiskSizeGB: 256 });
    pool("odd1", {
      mode: "User",
      vmSize: "Standard_Unheard_of",
      availabilityZones: ["2"],
      nodeTaints: ["a=b:NoSchedule"],
    });
  });
  after(() => removeFolder(folder));

  const choice = () => ({
    region,
    zones: zonesOf(world, ids.cluster, region),
    pools: poolsOf(world, ids.cluster, region),
    model: vmssNodes,
  });

  it("are of the size that their pool asks for, with that machine's room", () => {
    const { pools } = choice();
    const made = pools.map((each) => {
      const [zone = ""] = each.zones ?? [];
      const machine = each.machine ?? vmssNodes.machines[0];
      const { metadata, status } = node(vmssNodes, { pool: each, machine, region, zone }, 1);
      const labels: Readonly<Record<string, string>> = metadata.labels ?? {};
      return [labels.agentpool, labels["node.kubernetes.io/instance-type"], Reflect.get(Object(status), "capacity")];
    });
    const pods = "110";
    assert.deepEqual(made, [
      ["user1", "Standard_D8ds_v5", { cpu: "8", memory: "32Gi", "ephemeral-storage": "256Gi", pods }],
      ["system1", "Standard_D2ds_v5", { cpu: "2", memory: "8Gi", "ephemeral-storage": "64Gi", pods }],
      // A size that the simulator does not know keeps its name.
      ["odd1", "Standard_Unheard_of", { cpu: "4", memory: "16Gi", "ephemeral-storage": "128Gi", pods }],
    ]);
  });

  it("join where a pod fits, and not for a pod that no machine takes", () => {
    const small = demandOf(pod("500m", "1Gi"), choice(), []);
    assert.deepEqual([small?.pool.name, small?.machine.type], ["user1", "Standard_D8ds_v5"]);
    assert.equal(demandOf(pod("12", "1Gi"), choice(), []), undefined);
  });
});
