import { AgentPool } from "@pulumi/azure-native/containerservice/agentPool.js";
import { MaintenanceConfiguration } from "@pulumi/azure-native/containerservice/maintenanceConfiguration.js";
import { ManagedCluster } from "@pulumi/azure-native/containerservice/managedCluster.js";
import { DiagnosticSetting } from "@pulumi/azure-native/monitor/diagnosticSetting.js";
import type { Workspace } from "@pulumi/azure-native/operationalinsights/workspace.js";
import type { Net } from "./network.ts";
import { directory, idOf, inPlace, type Place } from "./place.ts";

const logs = ["kube-apiserver", "kube-audit-admin", "guard", "kube-controller-manager", "kube-scheduler"];

/** A private AKS by Private Link, with pools over three zones, a system pool's and one for each zone's subnet. */
export function cluster(place: Place, net: Net, workspace: Workspace): void {
  const { options } = place;
  const pool = {
    vmSize: "Standard_D4ds_v6",
    osSKU: "AzureLinux",
    enableAutoScaling: true,
    minCount: 1,
    maxCount: 4,
    count: 1,
    enableEncryptionAtHost: true,
    securityProfile: { sshAccess: "Disabled" },
  };
  const shop = new ManagedCluster(
    "shop",
    {
      ...inPlace(place),
      resourceName: "shop",
      dnsPrefix: "shop",
      kubernetesVersion: "1.35",
      sku: { name: "Base", tier: "Standard" },
      identity: { type: "SystemAssigned" },
      enableRBAC: true,
      disableLocalAccounts: true,
      aadProfile: { managed: true, enableAzureRBAC: true, tenantID: directory },
      apiServerAccessProfile: {
        enablePrivateCluster: true,
        enablePrivateClusterPublicFQDN: false,
        disableRunCommand: true,
      },
      autoUpgradeProfile: { upgradeChannel: "patch", nodeOSUpgradeChannel: "NodeImage" },
      networkProfile: { networkPlugin: "azure", networkPolicy: "cilium", outboundType: "userAssignedNATGateway" },
      securityProfile: {
        azureKeyVaultKms: {
          enabled: true,
          keyId: "https://shop-keys.vault.azure.net/keys/etcd/0123456789abcdef0123456789abcdef",
          keyVaultNetworkAccess: "Private",
          keyVaultResourceId: idOf("Microsoft.KeyVault/vaults", "shop-keys"),
        },
      },
      agentPoolProfiles: ["1", "2", "3"].map((zone) => ({
        ...pool,
        name: `system${zone}`,
        mode: "System",
        availabilityZones: [zone],
        vnetSubnetID: net.subnet(`nodes-${zone}`),
      })),
    },
    options,
  );
  for (const zone of ["1", "2", "3"])
    new AgentPool(
      `shop-${zone}`,
      {
        ...pool,
        resourceGroupName: place.group.name,
        resourceName: shop.name,
        agentPoolName: `shop${zone}`,
        mode: "User",
        availabilityZones: [zone],
        vnetSubnetID: net.subnet(`nodes-${zone}`),
        tags: inPlace(place).tags,
      },
      options,
    );
  for (const configName of ["aksManagedAutoUpgradeSchedule", "aksManagedNodeOSUpgradeSchedule"])
    new MaintenanceConfiguration(
      configName,
      {
        resourceGroupName: place.group.name,
        resourceName: shop.name,
        configName,
        maintenanceWindow: {
          durationHours: 4,
          startTime: "02:00",
          schedule: { weekly: { dayOfWeek: "Sunday", intervalWeeks: 1 } },
        },
      },
      options,
    );
  new DiagnosticSetting(
    "cluster",
    {
      name: "logs",
      resourceUri: shop.id,
      workspaceId: workspace.id,
      logs: logs.map((category) => ({ category, enabled: true })),
    },
    options,
  );
}
