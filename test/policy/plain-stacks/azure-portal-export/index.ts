/** What the portal makes of its own suggestions, exported: everything public, with keys and passwords. */
import { RoleAssignment } from "@pulumi/azure-native/authorization/roleAssignment.js";
import { ManagedCluster } from "@pulumi/azure-native/containerservice/managedCluster.js";
import { FirewallRule } from "@pulumi/azure-native/dbforpostgresql/firewallRule.js";
import { Server } from "@pulumi/azure-native/dbforpostgresql/server.js";
import { Vault } from "@pulumi/azure-native/keyvault/vault.js";
import { NetworkSecurityGroup } from "@pulumi/azure-native/network/networkSecurityGroup.js";
import { VirtualNetwork } from "@pulumi/azure-native/network/virtualNetwork.js";
import { Provider } from "@pulumi/azure-native/provider.js";
import { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import { BlobContainer } from "@pulumi/azure-native/storage/blobContainer.js";
import { StorageAccount } from "@pulumi/azure-native/storage/storageAccount.js";

const location = "westeurope";
const subscription = "/subscriptions/11111111-2222-4333-8444-555555555555";
const directory = "66666666-7777-4888-8999-aaaaaaaaaaaa";

export default () => {
  const provider = new Provider("main", {});
  const options = { provider };
  const group = new ResourceGroup("rg-shop", { resourceGroupName: "rg-shop", location }, options);
  const inGroup = { resourceGroupName: group.name, location };
  const guard = new NetworkSecurityGroup(
    "shop-nsg",
    {
      ...inGroup,
      networkSecurityGroupName: "shop-nsg",
      securityRules: [
        {
          name: "SSH",
          priority: 300,
          access: "Allow",
          direction: "Inbound",
          protocol: "TCP",
          sourceAddressPrefix: "*",
          sourcePortRange: "*",
          destinationAddressPrefix: "*",
          destinationPortRange: "22",
        },
      ],
    },
    options,
  );
  new VirtualNetwork(
    "shop-vnet",
    {
      ...inGroup,
      virtualNetworkName: "shop-vnet",
      addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
      subnets: [{ name: "default", addressPrefix: "10.0.0.0/24", networkSecurityGroup: { id: guard.id } }],
    },
    options,
  );
  const server = new Server(
    "shop-db",
    {
      ...inGroup,
      serverName: "shop-db",
      version: "16",
      sku: { name: "Standard_B1ms", tier: "Burstable" },
      storage: { storageSizeGB: 32 },
      administratorLogin: "azureuser",
      administratorLoginPassword: "not-a-secret-of-anybody",
      backup: { backupRetentionDays: 7 },
    },
    options,
  );
  new FirewallRule(
    "AllowAll",
    {
      resourceGroupName: group.name,
      serverName: server.name,
      firewallRuleName: "AllowAll",
      startIpAddress: "0.0.0.0",
      endIpAddress: "255.255.255.255",
    },
    options,
  );
  const account = new StorageAccount(
    "shopfiles",
    {
      ...inGroup,
      accountName: "shopfiles",
      kind: "StorageV2",
      sku: { name: "Standard_LRS" },
      allowBlobPublicAccess: true,
      minimumTlsVersion: "TLS1_0",
    },
    options,
  );
  new BlobContainer(
    "files",
    { resourceGroupName: group.name, accountName: account.name, containerName: "files", publicAccess: "Blob" },
    options,
  );
  new Vault(
    "shop-kv",
    {
      ...inGroup,
      vaultName: "shop-kv",
      properties: {
        tenantId: directory,
        sku: { family: "A", name: "standard" },
        accessPolicies: [
          {
            tenantId: directory,
            objectId: "bbbbbbbb-cccc-4ddd-8eee-ffffffffffff",
            permissions: { secrets: ["all"], keys: ["all"] },
          },
        ],
      },
    },
    options,
  );
  new ManagedCluster(
    "shop-aks",
    {
      ...inGroup,
      resourceName: "shop-aks",
      dnsPrefix: "shop",
      identity: { type: "SystemAssigned" },
      agentPoolProfiles: [{ name: "agentpool", mode: "System", count: 1, vmSize: "Standard_B2s" }],
      networkProfile: { networkPlugin: "kubenet" },
    },
    options,
  );
  new RoleAssignment(
    "pipeline",
    {
      scope: subscription,
      roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c`,
      principalId: "bbbbbbbb-cccc-4ddd-8eee-ffffffffffff",
      principalType: "User",
    },
    options,
  );
};
