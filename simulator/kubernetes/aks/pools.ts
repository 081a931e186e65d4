/** Node pools of an AKS cluster, as Pulumi wrote them into the World. */
import { virtualMachine } from "../../azure/machines.ts";
import { lastSegment } from "../../azure/names.ts";
import { type PoolShape, poolShape, poolType } from "../../azure/resources/aks/inputs.ts";
import type { World } from "../../world.ts";
import type { Machine } from "../nodes/machine.ts";
import type { NodeModel, Pool } from "../nodes/node.ts";

/** What a size that is not known here is taken for. */
const unknownSize = { cpu: 4, memoryGib: 16 } as const;
/** https://learn.microsoft.com/rest/api/aks/agent-pools/create-or-update (2026-11): AKS asks for a size where none is given. */
const standardSize = "Standard_D4ds_v5";

/** The machine of a pool, by its own name. */
const machineOf = ({ vmSize = standardSize }: PoolShape): Machine => {
  const { cpu, memoryGib } = virtualMachine(vmSize) ?? unknownSize;
  return { type: vmSize, cpu, memoryGib };
};

export const vmssNodes: NodeModel = {
  // Every pool has a size of its own.
  machines: [{ type: standardSize, ...unknownSize }],
  // AKS's default for one to seven CPUs: https://learn.microsoft.com/azure/aks/concepts-storage (2026-11).
  diskGib: 128,
  poolLabel: "kubernetes.azure.com/agentpool",
  labels: ({ name }) => ({ agentpool: name, "kubernetes.azure.com/cluster": "simulated" }),
  name: ({ name }, digits) => `aks-${name}-${Number.parseInt(digits.slice(0, 6), 16)}-vmss${digits.slice(6, 12)}`,
  providerId: (zone, name) => `azure:///${zone}/${name}`,
};

/** AKS's name of a zone, for example `germanywestcentral-1`. */
const zoneOf = (region: string, number: string): string => `${region}-${number}`;

/** Zones in which the cluster has node pools. */
export function zonesOf(world: World, cluster: string, region: string): readonly string[] {
  const zones = shapesOf(world, cluster).flatMap(({ shape }) => shape.availabilityZones);
  return [...new Set(zones.map((number) => zoneOf(region, number)))].sort();
}

/** System pools first: what asks for nothing lands there. */
export function poolsOf(world: World, cluster: string, region: string): readonly Pool[] {
  const pools = shapesOf(world, cluster).toSorted((a, b) => rank(a.shape) - rank(b.shape));
  return pools.map(({ name, shape }) => poolOf(name, shape, region));
}

/** A pool as AKS would make it. */
export const poolOf = (name: string, shape: PoolShape, region: string): Pool => ({
  name,
  labels: { ...shape.nodeLabels, "kubernetes.azure.com/mode": shape.mode.toLowerCase() },
  taints: shape.nodeTaints.flatMap((text) => taintOf(text) ?? []),
  machine: machineOf(shape),
  count: shape.count ?? shape.minCount ?? 1,
  ...(shape.osDiskSizeGB === undefined ? {} : { diskGib: shape.osDiskSizeGB }),
  ...(shape.availabilityZones.length > 0
    ? { zones: shape.availabilityZones.map((number) => zoneOf(region, number)) }
    : {}),
});

const rank = ({ mode, nodeTaints }: PoolShape): number => (mode === "System" ? 0 : 1) + (nodeTaints.length > 0 ? 2 : 0);

function shapesOf(world: World, cluster: string): readonly { name: string; shape: PoolShape }[] {
  return world
    .all(poolType)
    .filter(({ id }) => id.startsWith(`${cluster}/agentPools/`))
    .map(({ id, inputs }) => ({ name: lastSegment(id), shape: poolShape.parse(inputs) }));
}

/** `CriticalAddonsOnly=true:NoSchedule`. */
function taintOf(text: string) {
  const [, key, value, effect] = /^([^=:]+)(?:=([^:]*))?:(\w+)$/.exec(text) ?? [];
  return key && effect ? { key, effect, ...(value ? { value } : {}) } : undefined;
}
