/** Node pools of an AKS cluster, as Pulumi wrote them into the World. */
import { lastSegment } from "../../azure/names.ts";
import { type PoolShape, poolShape, poolType } from "../../azure/resources/aks/inputs.ts";
import type { World } from "../../world.ts";
import type { NodeModel, Pool } from "../nodes/node.ts";

/**
 * Three sizes of one family stand for all: https://learn.microsoft.com/azure/virtual-machines/sizes/general-purpose/dsv5-series
 * (2026-11). Their disk is AKS's default for one to seven CPUs.
 */
export const vmssNodes: NodeModel = {
  machines: [
    { type: "Standard_D2s_v5", cpu: 2, memoryGib: 8 },
    { type: "Standard_D4s_v5", cpu: 4, memoryGib: 16 },
    { type: "Standard_D8s_v5", cpu: 8, memoryGib: 32 },
  ],
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
  return pools.map(({ name, shape }) => ({
    name,
    labels: { ...shape.nodeLabels, "kubernetes.azure.com/mode": shape.mode.toLowerCase() },
    taints: shape.nodeTaints.flatMap((text) => taintOf(text) ?? []),
    ...(shape.availabilityZones.length > 0
      ? { zones: shape.availabilityZones.map((number) => zoneOf(region, number)) }
      : {}),
  }));
}

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
