import { createHash } from "node:crypto";
import { AgentPool, type AgentPoolArgs } from "@pulumi/azure-native/containerservice/agentPool.js";
import type { ManagedCluster } from "@pulumi/azure-native/containerservice/managedCluster.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { Context } from "../contracts/context.ts";
import type { Network } from "../contracts/network.ts";
import { tenantTags } from "../tags.ts";
import { nodeSizes } from "./sizes.ts";

type Mode = "System" | "User";

export interface PoolArgs {
  readonly group: ResourceGroup;
  readonly cluster: ManagedCluster;
  readonly network: Network;
}

/** Nodes of a zone's pool, from fewest to most; the cluster's own pods need one in each zone, whatever runs. */
const counts = { System: { minCount: 1, maxCount: 3 }, User: { minCount: 1, maxCount: 20 } } as const;
/** On machines of one tenant, and what its pods ask for (`gitops/odoo`, `gitops/backup`). */
const tenantLabel = "longshore.dev/tenant";
/** Pods on a node: an overlay costs no addresses of the network. */
const maxPods = 110;
/** Minutes that an upgrade waits for a node's pods to leave; longer than a pod of Odoo may take. */
const drainMinutes = 30;

/**
 * A pool in one zone, in that zone's subnet and so behind that zone's NAT gateway: a lost zone takes no other zone's nodes
 * or way out, and a volume finds nodes in the zone where it is.
 */
function pool(context: Context, network: Network, mode: Mode, index: number) {
  return {
    mode,
    ...nodeSizes[mode === "System" ? "system" : "user"],
    osType: "Linux",
    osSKU: "AzureLinux",
    osDiskType: "Ephemeral",
    type: "VirtualMachineScaleSets",
    availabilityZones: context.zones.slice(index, index + 1),
    vnetSubnetID: network.subnets.application.ids[index],
    enableAutoScaling: true,
    ...counts[mode],
    count: counts[mode].minCount,
    maxPods,
    enableEncryptionAtHost: true,
    enableNodePublicIP: false,
    securityProfile: { enableSecureBoot: true, enableVTPM: true, sshAccess: "Disabled" },
    upgradeSettings: { maxSurge: "33%", drainTimeoutInMinutes: drainMinutes },
    nodeTaints: mode === "System" ? ["CriticalAddonsOnly=true:NoSchedule"] : [],
    tags: context.tags,
  };
}

/** AKS makes a cluster with one pool for its own pods; the others follow as resources of their own. */
export const bootstrapPool = (context: Context, network: Network) => ({
  ...pool(context, network, "System", 0),
  name: "system1",
});

type Shape = Omit<AgentPoolArgs, "resourceGroupName" | "resourceName" | "agentPoolName">;

function agentPool(name: string, agentPoolName: string, args: PoolArgs, shape: Shape, options: CustomResourceOptions) {
  const { group, cluster } = args;
  new AgentPool(
    name,
    { resourceGroupName: group.name, resourceName: cluster.name, agentPoolName, ...shape },
    // The autoscaler's from then on.
    { ...options, ignoreChanges: ["count"] },
  );
}

export function agentPools(name: string, context: Context, args: PoolArgs, options: CustomResourceOptions): void {
  const make = (mode: Mode, index: number) => {
    const pools = `${mode.toLowerCase()}${index + 1}`;
    agentPool(`${name}-${pools}`, pools, args, pool(context, args.network, mode, index), options);
  };
  context.zones.forEach((_, index) => {
    if (index > 0) make("System", index);
    make("User", index);
  });
}

export interface TenantPoolArgs extends PoolArgs {
  readonly tenant: { readonly name: string; readonly businessUnit: string };
}

/** Machines of one tenant alone: a pool in each zone, empty until its pods ask for room. */
export function tenantPools(
  name: string,
  context: Context,
  { tenant, ...args }: TenantPoolArgs,
  options: CustomResourceOptions,
): void {
  // Azure takes twelve letters and digits; the label says whose it is.
  const short = `t${createHash("sha256").update(tenant.name).digest("hex").slice(0, 8)}`;
  const tags = { ...context.tags, ...tenantTags(tenant.name, tenant.businessUnit) };
  context.zones.forEach((_, index) => {
    const shape = {
      ...pool({ ...context, tags }, args.network, "User", index),
      ...{ minCount: 0, count: 0, maxCount: 10 },
      nodeLabels: { [tenantLabel]: tenant.name },
      nodeTaints: [`${tenantLabel}=${tenant.name}:NoSchedule`],
    };
    agentPool(`${name}-${tenant.name}${index + 1}`, `${short}${index + 1}`, args, shape, options);
  });
}
