/** How a case of a refusal is written, and what the World holds for all of them. */
import type { Properties, World } from "../../../../simulator/world.ts";
import { azurePlace } from "../place.ts";

/** Something that is asked of Azure, and what it says. Each refusal's own source stands beside it in the simulator. */
export interface RefusalCase {
  /** Without the provider's name. */
  readonly type: string;
  readonly inputs: Properties;
  readonly says: RegExp;
  /** Inputs so far, where the resource exists. */
  readonly before?: Properties;
  /** Id of a resource of the World that shall be deleted. */
  readonly deleted?: string;
}

export const group = `/subscriptions/${azurePlace.account}/resourceGroups/test/providers`;
export const inGroup = { resourceGroupName: "test", location: azurePlace.region };

const network = `${group}/Microsoft.Network`;
export const ids = {
  network: `${network}/virtualNetworks/main`,
  subnet: `${network}/virtualNetworks/main/subnets/open`,
  taken: `${network}/virtualNetworks/main/subnets/taken`,
  delegated: `${network}/virtualNetworks/main/subnets/delegated`,
  address: `${network}/publicIPAddresses/address`,
  natGateway: `${network}/natGateways/way-out`,
  securityGroup: `${network}/networkSecurityGroups/wall`,
  zone: `${network}/privateDnsZones/a.private.postgres.database.azure.com`,
  account: (name: string) => `${group}/Microsoft.Storage/storageAccounts/${name}`,
  server: (name: string) => `${group}/Microsoft.DBforPostgreSQL/flexibleServers/${name}`,
  cluster: `${group}/Microsoft.ContainerService/managedClusters/c`,
  pool: `${group}/Microsoft.ContainerService/managedClusters/c/agentPools/system`,
  vault: `${group}/Microsoft.KeyVault/vaults/standing`,
  identity: `${group}/Microsoft.ManagedIdentity/userAssignedIdentities/full`,
  role: `${group}/Microsoft.Authorization/roleDefinitions/11111111-1111-4111-8111-111111111111`,
} as const;

export const principal = "22222222-2222-4222-8222-222222222222";
export const server = { ...inGroup, serverName: "s", sku: { name: "Standard_D2ds_v5", tier: "GeneralPurpose" } };
export const cluster = {
  ...inGroup,
  resourceName: "c",
  kubernetesVersion: "1.35",
  agentPoolProfiles: [{ name: "system", mode: "System" }],
};
export const subnets = [
  { name: "open", addressPrefix: "10.0.0.0/24" },
  { name: "taken", addressPrefix: "10.0.1.0/24" },
];
export const vnet = {
  ...inGroup,
  virtualNetworkName: "main",
  addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
  subnets,
};

/** What stands before anything is asked. */
export function furnish(world: World): void {
  const put = (type: string, id: string, inputs: Properties, outputs: Properties = inputs) =>
    world.put({ type: `azure-native:${type}`, id, ...azurePlace, inputs, outputs });
  put("resources:ResourceGroup", `/subscriptions/${azurePlace.account}/resourceGroups/test`, {}, { name: "test" });
  furnishNetwork(put);
  put("dbforpostgresql:Server", ids.server("source"), { ...server, serverName: "source" });
  const elsewhere = { delegatedSubnetResourceId: `${network}/virtualNetworks/other/subnets/delegated` };
  put("dbforpostgresql:Server", ids.server("private"), { ...server, serverName: "private", network: elsewhere });
  const burstable = { ...server, serverName: "small", sku: { name: "B", tier: "Burstable" } };
  put("dbforpostgresql:Server", ids.server("small"), burstable);
  for (let index = 0; index < 5; index += 1) {
    const copy = {
      ...server,
      serverName: `copy-${index}`,
      createMode: "Replica",
      sourceServerResourceId: ids.server("source"),
    };
    put("dbforpostgresql:Server", ids.server(`copy-${index}`), copy);
  }
  put("redisenterprise:RedisEnterprise", `${group}/Microsoft.Cache/redisEnterprise/large`, {
    sku: { name: "Balanced_B50" },
  });
  put("containerservice:ManagedCluster", ids.cluster, cluster);
  put("containerservice:AgentPool", ids.pool, { mode: "System" });
  put("keyvault:Vault", ids.vault, { ...inGroup, vaultName: "standing", properties: { tenantId: "t" } });
  world.put({
    type: "simulator:keyvault/deletedVault:DeletedVault",
    id: "gone",
    ...azurePlace,
    inputs: {},
    outputs: {},
  });
  const account = { ...inGroup, accountName: "taken", kind: "StorageV2", sku: { name: "Standard_ZRS" } };
  put("storage:StorageAccount", ids.account("taken"), account, {
    ...account,
    type: "Microsoft.Storage/storageAccounts",
  });
  furnishIdentities(put);
  furnishReplication(put);
}

/** Blobs of one account that are copied to another. */
function furnishReplication(put: Put): void {
  const changeFeed = { enabled: true };
  put("storage:StorageAccount", ids.account("copies"), { ...inGroup, accountName: "copies" });
  put("storage:BlobServiceProperties", `${ids.account("taken")}/blobServices/default`, {
    isVersioningEnabled: true,
    changeFeed,
  });
  put("storage:BlobServiceProperties", `${ids.account("copies")}/blobServices/default`, { isVersioningEnabled: true });
  for (const account of ["taken", "copies"])
    put("storage:BlobContainer", `${ids.account(account)}/blobServices/default/containers/files`, {});
  put("storage:ObjectReplicationPolicy", `${ids.account("taken")}/objectReplicationPolicies/standing`, {
    ...inGroup,
    accountName: "taken",
    objectReplicationPolicyId: "standing",
    sourceAccount: ids.account("taken"),
    destinationAccount: ids.account("copies"),
  });
}

type Put = (type: string, id: string, inputs: Properties, outputs?: Properties) => void;

function furnishNetwork(put: Put): void {
  put("network:VirtualNetwork", ids.network, vnet);
  put("network:Subnet", ids.subnet, {
    addressPrefix: "10.0.0.0/24",
    natGateway: { id: ids.natGateway },
    networkSecurityGroup: { id: ids.securityGroup },
  });
  put("network:Subnet", ids.taken, { addressPrefix: "10.0.1.0/24" });
  put("network:Subnet", ids.delegated, {
    addressPrefix: "10.0.2.0/24",
    delegations: [{ serviceName: "Microsoft.DBforPostgreSQL/flexibleServers" }],
  });
  put("network:PrivateEndpoint", `${network}/privateEndpoints/e`, { subnet: { id: ids.taken } });
  put("network:PublicIPAddress", ids.address, {
    publicIpAddressName: "address",
    location: azurePlace.region,
    zones: ["1"],
  });
  for (let index = 0; index < 20; index += 1)
    put("network:PublicIPAddress", `${network}/publicIPAddresses/${index}`, { location: "westeurope" });
  put("network:NatGateway", ids.natGateway, { publicIpAddresses: [{ id: ids.address }] });
  put("network:NetworkSecurityGroup", ids.securityGroup, {});
  // A network names its subnets' parts, as Pulumi sends them.
  put("network:VirtualNetwork", `${network}/virtualNetworks/other`, {
    ...vnet,
    subnets: [{ name: "a", natGateway: { id: ids.natGateway }, networkSecurityGroup: { id: ids.securityGroup } }],
  });
  put("privatedns:PrivateZone", ids.zone, { privateZoneName: "a" });
  put("privatedns:PrivateZone", `${network}/privateDnsZones/privatelink.blob.core.windows.net`, {
    privateZoneName: "b",
  });
  put("privatedns:VirtualNetworkLink", `${ids.zone}/virtualNetworkLinks/main`, {
    resourceGroupName: "test",
    privateZoneName: "privatelink.blob.core.windows.net",
    virtualNetworkLinkName: "main",
    virtualNetwork: { id: ids.network },
  });
  put("network:FlowLog", `${network}/networkWatchers/w/flowLogs/f`, { targetResourceId: ids.network });
}

function furnishIdentities(put: Put): void {
  put("managedidentity:UserAssignedIdentity", ids.identity, {}, { principalId: principal });
  for (let index = 0; index < 20; index += 1)
    put("managedidentity:FederatedIdentityCredential", `${ids.identity}/federatedIdentityCredentials/${index}`, {
      ...inGroup,
      resourceName: "full",
    });
  const free = `${group}/Microsoft.ManagedIdentity/userAssignedIdentities/free`;
  put("managedidentity:UserAssignedIdentity", free, {});
  put("managedidentity:FederatedIdentityCredential", `${free}/federatedIdentityCredentials/a`, {
    ...inGroup,
    resourceName: "free",
    issuer: "i",
    subject: "s",
  });
  put("authorization:RoleDefinition", ids.role, {
    scope: group,
    roleDefinitionId: "1",
    roleName: "Objects",
    assignableScopes: [ids.network],
  });
  put("authorization:RoleAssignment", `${ids.network}/providers/Microsoft.Authorization/roleAssignments/a`, {
    scope: ids.network,
    roleAssignmentName: "a",
    principalId: "p",
    roleDefinitionId: ids.role,
  });
}
