/** All that would make a platform on Azure insecure. */
import { azurePlane } from "./azure-platform.ts";
import { azureEverywhere, azureRights } from "./azure-rights.ts";
import { azureStores } from "./azure-stores.ts";
import type { Mutations } from "./change.ts";

const regional = [
  "azure-native:containerservice:ManagedCluster",
  "azure-native:dbforpostgresql:Server",
  "azure-native:dns:Zone",
  "azure-native:keyvault:Vault",
  "azure-native:managedidentity:UserAssignedIdentity",
  "azure-native:network:FlowLog",
  "azure-native:network:NatGateway",
  "azure-native:network:NetworkSecurityGroup",
  "azure-native:network:PrivateEndpoint",
  "azure-native:network:PublicIPAddress",
  "azure-native:network:VirtualNetwork",
  "azure-native:operationalinsights:Workspace",
  "azure-native:privatedns:PrivateZone",
  "azure-native:privatedns:VirtualNetworkLink",
  "azure-native:redisenterprise:RedisEnterprise",
  "azure-native:resources:ResourceGroup",
  "azure-native:storage:StorageAccount",
];
const tagged = ["azure-native:containerservice:AgentPool", "azure-native:keyvault:Key", "azure-native:keyvault:Secret"];

const specific: Mutations = { ...azureStores, ...azurePlane, ...azureRights };
const { location, tags } = azureEverywhere;

export const azureMutations: Mutations = {
  ...specific,
  ...Object.fromEntries(regional.map((type) => [type, { ...specific[type], location, tags }])),
  ...Object.fromEntries(
    tagged.map((type) => [type, { ...specific[type], tags: [...tags, ...(specific[type]?.tags ?? [])] }]),
  ),
};
