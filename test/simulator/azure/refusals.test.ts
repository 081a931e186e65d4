import assert from "node:assert/strict";
import { azureDefinition } from "../../../simulator/azure/catalogue.ts";
import type { Properties, SimulatedResource } from "../../../simulator/world.ts";
import { World } from "../../../simulator/world.ts";
import { removeFolder, temporaryFolder } from "../../support/temporary.ts";
import { azurePlace } from "./place.ts";

const group = `/subscriptions/${azurePlace.account}/resourceGroups/test/providers`;
const inGroup = { resourceGroupName: "test", location: azurePlace.region };
const [zone, subnet] = [
  `${group}/Microsoft.Network/privateDnsZones/a.postgres.database.azure.com`,
  `${group}/v/subnets/s`,
];
const serverId = (name: string) => `${group}/Microsoft.DBforPostgreSQL/flexibleServers/${name}`;
const clusterId = `${group}/Microsoft.ContainerService/managedClusters/c`;

const server = { ...inGroup, serverName: "s", sku: { name: "Standard_D2ds_v5", tier: "GeneralPurpose" } };
const replica = { ...server, createMode: "Replica", sourceServerResourceId: serverId("source") };
const cluster = {
  ...inGroup,
  resourceName: "c",
  kubernetesVersion: "1.35",
  agentPoolProfiles: [{ name: "system", mode: "System" }],
};
const pool = { ...inGroup, resourceName: "c", agentPoolName: "user" };
const rule = (priority: number, name = "a") => ({ name, priority, direction: "Inbound", access: "Allow" });

/** What is asked of which type, and what Azure says. Each refusal's own source stands beside it. */
const cases: readonly (readonly [type: string, inputs: Properties, refusal: RegExp, old?: Properties])[] = [
  [
    "dbforpostgresql:Server",
    { ...server, network: { delegatedSubnetResourceId: subnet } },
    /SubnetMissingRequiredDelegation/,
  ],
  [
    "dbforpostgresql:Server",
    { ...server, serverName: "a", network: { privateDnsZoneArmResourceId: zone } },
    /It can not be server name plus zone suffix/,
  ],
  [
    "dbforpostgresql:Server",
    { ...server, network: { privateDnsZoneArmResourceId: "/x/example.org" } },
    /must end with .postgres.database.azure.com/,
  ],
  [
    "dbforpostgresql:Server",
    { ...server, sku: { name: "B", tier: "Burstable" }, highAvailability: { mode: "SameZone" } },
    /HighAvailabilityNotSupportedForBurstable/,
  ],
  [
    "dbforpostgresql:Server",
    { ...server, availabilityZone: "1", highAvailability: { mode: "ZoneRedundant", standbyAvailabilityZone: "1" } },
    /parameter standbyAvailabilityZone/,
  ],
  [
    "dbforpostgresql:Server",
    { ...server, location: "italynorth", backup: { geoRedundantBackup: "Enabled" } },
    /the region has no paired region/,
  ],
  ["dbforpostgresql:Server", { ...server, administratorLogin: "azure_superuser" }, /parameter administratorLogin/],
  ["dbforpostgresql:Server", { ...server, administratorLoginPassword: "short" }, /PasswordTooShort/],
  [
    "dbforpostgresql:Server",
    { ...server, storage: { storageSizeGB: 32 } },
    /StorageSizeGB/,
    { ...server, storage: { storageSizeGB: 64 } },
  ],
  ["dbforpostgresql:Server", { ...replica, highAvailability: { mode: "ZoneRedundant" } }, /ReplicaFeatureNotSupported/],
  [
    "dbforpostgresql:Server",
    { ...replica, sourceServerResourceId: serverId("small") },
    /ReplicaNotSupportedForBurstable/,
  ],
  ["redisenterprise:RedisEnterprise", { ...inGroup, clusterName: "c", sku: { name: "Premium_P1" } }, /InvalidSku/],
  [
    "redisenterprise:Database",
    { ...inGroup, clusterName: "large", databaseName: "default", clusteringPolicy: "NoCluster" },
    /NoCluster is available up to 25 GB/,
  ],
  ["redisenterprise:Database", { ...inGroup, clusterName: "large", databaseName: "other" }, /must be 'default'/],
  [
    "redisenterprise:Database",
    { ...inGroup, clusterName: "large", databaseName: "default", persistence: { aofEnabled: true, rdbEnabled: true } },
    /Only one of AOF and RDB/,
  ],
  ["containerservice:ManagedCluster", { ...cluster, agentPoolProfiles: [] }, /at least one system agent pool/],
  [
    "containerservice:ManagedCluster",
    { ...cluster, disableLocalAccounts: true },
    /Local accounts can only be disabled/,
  ],
  [
    "containerservice:ManagedCluster",
    { ...cluster, securityProfile: { workloadIdentity: { enabled: true } } },
    /requires the OIDC issuer/,
  ],
  [
    "containerservice:ManagedCluster",
    { ...cluster, networkProfile: { networkPolicy: "cilium" } },
    /requires the network dataplane cilium/,
  ],
  [
    "containerservice:ManagedCluster",
    { ...cluster, kubernetesVersion: "1.37" },
    /Minor versions cannot be skipped/,
    cluster,
  ],
  [
    "containerservice:ManagedCluster",
    { ...cluster, apiServerAccessProfile: { enableVnetIntegration: true, subnetId: subnet } },
    /SubnetMissingRequiredDelegation.*managedClusters/,
  ],
  ["containerservice:AgentPool", { ...pool, enableAutoScaling: true }, /minCount and maxCount must be given/],
  [
    "containerservice:AgentPool",
    { ...pool, mode: "System", enableAutoScaling: true, minCount: 0, maxCount: 1 },
    /cannot be scaled to zero/,
  ],
  [
    "containerservice:MaintenanceConfiguration",
    { ...pool, configName: "default", maintenanceWindow: { durationHours: 1, startTime: "01:00", schedule: {} } },
    /between 4 and 24/,
  ],
  [
    "network:NetworkSecurityGroup",
    { ...inGroup, networkSecurityGroupName: "g", securityRules: [rule(100), rule(100, "b")] },
    /Rules cannot have the same Priority and Direction/,
  ],
  [
    "network:NetworkSecurityGroup",
    { ...inGroup, networkSecurityGroupName: "g", securityRules: [rule(1)] },
    /between 100 and 4096/,
  ],
  [
    "network:PublicIPAddress",
    { ...inGroup, publicIpAddressName: "a", sku: { name: "Standard" } },
    /AllocationMethod set to Static/,
  ],
  [
    "network:PublicIPAddress",
    { ...inGroup, publicIpAddressName: "a", publicIPAllocationMethod: "Static", zones: ["1"] },
    /Basic sku and in an Availability Zone/,
  ],
  ["privatedns:PrivateZone", { ...inGroup, privateZoneName: "a.example" }, /location must be 'global'/],
  [
    "keyvault:Vault",
    { ...inGroup, vaultName: "v", properties: { tenantId: "t", softDeleteRetentionInDays: 1 } },
    /between 7 and 90 days/,
  ],
  [
    "keyvault:Vault",
    { ...inGroup, vaultName: "v", properties: { tenantId: "t" } },
    /irreversible/,
    { ...inGroup, vaultName: "v", properties: { tenantId: "t", enablePurgeProtection: true } },
  ],
  [
    "keyvault:Secret",
    { resourceGroupName: "gone", vaultName: "v", secretName: "s", properties: {} },
    /ParentResourceNotFound.*the parent resource '.*vaults\/v' could not be found/,
  ],
  [
    "storage:StorageAccount",
    { ...inGroup, accountName: "taken", kind: "StorageV2", sku: { name: "Standard_ZRS" } },
    /The storage account named taken is already taken/,
  ],
  [
    "storage:StorageAccount",
    {
      ...inGroup,
      accountName: "a",
      kind: "StorageV2",
      sku: { name: "Standard_LRS" },
      encryption: {
        keySource: "Microsoft.Keyvault",
        keyVaultProperties: { keyVaultUri: "https://nowhere.vault.azure.net/" },
      },
    },
    /nowhere.vault.azure.net could not be found/,
  ],
  [
    "storage:BlobContainer",
    { ...inGroup, accountName: "taken", containerName: "c", publicAccess: "Blob" },
    /Public access is not permitted/,
  ],
  [
    "storage:BlobContainer",
    { ...inGroup, accountName: "taken", containerName: "c", immutableStorageWithVersioning: { enabled: true } },
    /enable blob versioning first/,
  ],
  [
    "managedidentity:FederatedIdentityCredential",
    {
      ...inGroup,
      resourceName: "full",
      federatedIdentityCredentialResourceName: "one-more",
      issuer: "i",
      subject: "s",
      audiences: [],
    },
    /A maximum of 20 federated identity credentials/,
  ],
  [
    "authorization:RoleAssignment",
    { scope: group, roleAssignmentName: "r", roleDefinitionId: "/x/none", principalId: "p" },
    /role definition with ID 'none' does not exist/,
  ],
  [
    "operationalinsights:Workspace",
    { ...inGroup, workspaceName: "logs", retentionInDays: 7 },
    /not between 30 and 730/,
  ],
  [
    "consumption:Budget",
    { scope: "/subscriptions/x", budgetName: "b", amount: 1, timePeriod: { startDate: "2026-11-22" } },
    /first day of a month/,
  ],
];

describe("what Azure refuses", () => {
  const folder = temporaryFolder();
  const world = new World(folder);
  before(() => {
    const put = (type: string, id: string, inputs: Properties, outputs: Properties = inputs) =>
      world.put({ type: `azure-native:${type}`, id, ...azurePlace, inputs, outputs });
    put("dbforpostgresql:Server", serverId("source"), { ...server, serverName: "source" });
    put("dbforpostgresql:Server", serverId("small"), {
      ...server,
      serverName: "small",
      sku: { name: "B", tier: "Burstable" },
    });
    put("network:Subnet", subnet, {});
    put("redisenterprise:RedisEnterprise", `${group}/Microsoft.Cache/redisEnterprise/large`, {
      sku: { name: "Balanced_B50" },
    });
    put("containerservice:ManagedCluster", clusterId, cluster);
    const account = { ...inGroup, accountName: "taken", kind: "StorageV2", sku: { name: "Standard_ZRS" } };
    put("storage:StorageAccount", `${group}/Microsoft.Storage/storageAccounts/taken`, account);
    const identity = `${group}/Microsoft.ManagedIdentity/userAssignedIdentities/full`;
    put("managedidentity:UserAssignedIdentity", identity, {});
    for (let index = 0; index < 20; index += 1) {
      put("managedidentity:FederatedIdentityCredential", `${identity}/federatedIdentityCredentials/${index}`, {
        ...inGroup,
        resourceName: "full",
      });
    }
  });
  after(() => removeFolder(folder));

  for (const [type, inputs, refusal, before] of cases) {
    it(`${type}: ${refusal.source}`, () => {
      const definition = azureDefinition(`azure-native:${type}`);
      assert.ok(definition);
      const region = String(inputs.location ?? azurePlace.region);
      const place = { account: azurePlace.account, region };
      const old: SimulatedResource | undefined = before && {
        type: definition.type,
        id: "old",
        ...place,
        inputs: before,
        outputs: before,
      };
      assert.throws(() => definition.refuse({ inputs, old, world, ...place }, old ? "update" : "create"), refusal);
    });
  }

  it("is only as much as that: a server that breaks no rule is let through", () => {
    const definition = azureDefinition("azure-native:dbforpostgresql:Server");
    assert.doesNotThrow(() => definition?.refuse({ inputs: server, old: undefined, world, ...azurePlace }, "create"));
  });
});
