import * as z from "zod";

export const clusterType = "azure-native:containerservice:ManagedCluster";
export const poolType = "azure-native:containerservice:AgentPool";

/** What the simulator reads of a node pool, with Azure's defaults (REST reference, Agent Pools, 2026-11). */
export const poolShape = z.looseObject({
  mode: z.enum(["System", "User", "Gateway"]).default("User"),
  vmSize: z.string().optional(),
  count: z.int().optional(),
  enableAutoScaling: z.boolean().default(false),
  minCount: z.int().optional(),
  maxCount: z.int().optional(),
  availabilityZones: z.array(z.string()).default([]),
  vnetSubnetID: z.string().optional(),
  osDiskSizeGB: z.int().optional(),
  nodeLabels: z.record(z.string(), z.string()).default({}),
  nodeTaints: z.array(z.string()).default([]),
});
export type PoolShape = z.output<typeof poolShape>;

export const clusterInputs = z.looseObject({
  resourceGroupName: z.string(),
  resourceName: z.string(),
  location: z.string(),
  dnsPrefix: z.string().optional(),
  kubernetesVersion: z.string(),
  sku: z.looseObject({ name: z.string().optional(), tier: z.string().optional() }).optional(),
  identity: z.looseObject({ type: z.string().optional() }).optional(),
  disableLocalAccounts: z.boolean().default(false),
  aadProfile: z
    .looseObject({
      managed: z.boolean().default(false),
      enableAzureRBAC: z.boolean().default(false),
      adminGroupObjectIDs: z.array(z.string()).default([]),
    })
    .optional(),
  apiServerAccessProfile: z
    .looseObject({
      enablePrivateCluster: z.boolean().default(false),
      enableVnetIntegration: z.boolean().default(false),
      subnetId: z.string().optional(),
      authorizedIPRanges: z.array(z.string()).default([]),
    })
    .optional(),
  networkProfile: z
    .looseObject({
      networkPlugin: z.string().optional(),
      networkPluginMode: z.string().optional(),
      networkDataplane: z.string().optional(),
      networkPolicy: z.string().optional(),
      outboundType: z.string().default("loadBalancer"),
      // https://learn.microsoft.com/azure/aks/configure-azure-cni (2026-11).
      serviceCidr: z.string().default("10.0.0.0/16"),
    })
    .default({ outboundType: "loadBalancer", serviceCidr: "10.0.0.0/16" }),
  agentPoolProfiles: z.array(poolShape.extend({ name: z.string() })).default([]),
  oidcIssuerProfile: z.looseObject({ enabled: z.boolean().default(false) }).optional(),
  securityProfile: z
    .looseObject({ workloadIdentity: z.looseObject({ enabled: z.boolean().default(false) }).optional() })
    .optional(),
  nodeResourceGroup: z.string().optional(),
});
export type ClusterInputs = z.output<typeof clusterInputs>;
