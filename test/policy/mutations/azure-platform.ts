/** What would make network, cluster, logs and budget on Azure insecure. */
import type { Mutations } from "./change.ts";

const unset = undefined;
const elsewhere = "/subscriptions/4d9f3b26-7e8a-4c5b-ab34-9abf2e3d4c56/resourceGroups/elsewhere/providers/A/b/c";
const allow = { access: "Allow", protocol: "Tcp", priority: 200, name: "hole", sourcePortRange: "*" };
const inwards = { ...allow, direction: "Inbound", destinationAddressPrefix: "*", destinationPortRange: "22" };
const outwards = { ...allow, direction: "Outbound", sourceAddressPrefix: "*", destinationPortRange: "*" };
const adding = (rule: object) => (old: unknown) => [rule, ...(Array.isArray(old) ? old : [])];

const pool = {
  availabilityZones: [["1"]],
  enableEncryptionAtHost: [false, unset],
  enableNodePublicIP: [true],
  "securityProfile.enableSecureBoot": [false, unset],
  "securityProfile.enableVTPM": [false, unset],
  "securityProfile.sshAccess": ["LocalUser", unset],
  vnetSubnetID: ["network-id/subnets/application-1"],
};
const ofBootstrap = Object.fromEntries(
  Object.entries(pool)
    .filter(([path]) => path !== "availabilityZones" && path !== "vnetSubnetID")
    .map(([path, values]) => [`agentPoolProfiles[].${path}`, values]),
);

export const azurePlane: Mutations = {
  "azure-native:network:VirtualNetwork": {
    "subnets[].defaultOutboundAccess": [true, unset],
    "subnets[].privateEndpointNetworkPolicies": ["Disabled", "RouteTableEnabled", unset],
    "subnets[].networkSecurityGroup": [unset, { id: "network-application-id" }],
    "subnets[].natGateway": [unset, { id: "network-nat-1-id" }],
    "subnets[].routeTable": [{ id: "route-table" }],
  },
  "azure-native:network:NetworkSecurityGroup": {
    "securityRules[].access": ["Allow"],
    "securityRules[].direction": ["Outbound"],
    "securityRules[].sourceAddressPrefix": ["Internet", "*", "0.0.0.0/0", "AzureCloud"],
    "securityRules[].sourceAddressPrefixes": [["0.0.0.0/0"], ["10.72.0.0/16"]],
    "securityRules[].destinationAddressPrefix": ["10.0.0.0/8"],
    "securityRules[].destinationPortRange": ["22"],
    "securityRules[].destinationPortRanges": [["*"], ["0-65535"]],
    "securityRules[].sourcePortRange": ["80"],
    "securityRules[].protocol": ["*"],
    // What was last comes first.
    "securityRules[].priority": [(old: unknown) => 5000 - Number(old)],
    securityRules: [
      [],
      adding({ ...inwards, sourceAddressPrefix: "Internet" }),
      adding({ ...inwards, sourceAddressPrefix: "*", destinationPortRange: "443", protocol: "Udp" }),
      adding({ ...outwards, destinationAddressPrefix: "Internet" }),
      adding({ ...outwards, destinationAddressPrefix: "*" }),
    ],
  },
  "azure-native:network:FlowLog": {
    enabled: [false, unset],
    storageId: [unset],
    targetResourceId: [elsewhere, unset],
  },
  "azure-native:network:NatGateway": { zones: [["1"], unset] },
  "azure-native:network:PublicIPAddress": { zones: [["1"], unset] },
  "azure-native:network:PrivateEndpoint": {
    privateLinkServiceConnections: [[{ name: "blob", groupIds: ["blob"], privateLinkServiceId: elsewhere }]],
    manualPrivateLinkServiceConnections: [[{ name: "blob", privateLinkServiceId: elsewhere }]],
    "subnet.id": ["network-id/subnets/application-1"],
  },
  "azure-native:network:PrivateDnsZoneGroup": {
    "privateDnsZoneConfigs[].privateDnsZoneId": [elsewhere],
    privateEndpointName: ["another-endpoint"],
  },
  "azure-native:privatedns:VirtualNetworkLink": {
    privateZoneName: ["another-zone"],
    "virtualNetwork.id": [elsewhere],
  },
  "azure-native:containerservice:ManagedCluster": {
    "aadProfile.enableAzureRBAC": [false, unset],
    "aadProfile.managed": [false, unset],
    "aadProfile.tenantID": ["00000000-0000-0000-0000-000000000000", unset],
    "aadProfile.adminGroupObjectIDs": [["8a2e4f73-a6b9-4d3b-85f8-3b7d9e1a2c46"]],
    ...ofBootstrap,
    "agentPoolProfiles[].availabilityZones": [["2"]],
    "agentPoolProfiles[].vnetSubnetID": ["network-id/subnets/application-2"],
    "apiServerAccessProfile.disableRunCommand": [false, unset],
    "apiServerAccessProfile.enablePrivateCluster": [false, unset],
    "apiServerAccessProfile.enablePrivateClusterPublicFQDN": [true, unset],
    "apiServerAccessProfile.subnetId": [unset],
    apiServerAccessProfile: [
      { enableVnetIntegration: true, subnetId: "s", disableRunCommand: true, authorizedIPRanges: ["0.0.0.0/0"] },
      { enableVnetIntegration: true, subnetId: "s", disableRunCommand: true, authorizedIPRanges: ["10.0.0.0/8"] },
      { enableVnetIntegration: true, subnetId: "s", disableRunCommand: true, authorizedIPRanges: [] },
    ],
    "autoUpgradeProfile.nodeOSUpgradeChannel": ["None", "Unmanaged", unset],
    "autoUpgradeProfile.upgradeChannel": ["none", unset],
    disableLocalAccounts: [false, unset],
    enableRBAC: [false],
    kubernetesVersion: [unset],
    "networkProfile.networkPolicy": ["none", unset],
    "nodeResourceGroupProfile.restrictionLevel": ["Unrestricted", unset],
    "securityProfile.azureKeyVaultKms.enabled": [false, unset],
    "securityProfile.azureKeyVaultKms.keyId": [unset],
    "securityProfile.azureKeyVaultKms.keyVaultNetworkAccess": ["Public", unset],
    "securityProfile.azureKeyVaultKms.keyVaultResourceId": [unset],
    "sku.tier": ["Free", unset],
    supportPlan: ["AKSLongTermSupport"],
  },
  "azure-native:containerservice:AgentPool": { ...pool, resourceName: ["another-cluster"] },
  "azure-native:containerservice:MaintenanceConfiguration": {
    configName: ["default"],
    resourceName: ["another-cluster"],
  },
  "azure-native:operationalinsights:Workspace": {
    "features.disableLocalAuth": [false, unset],
    publicNetworkAccessForIngestion: ["Enabled", unset],
    retentionInDays: [30, unset],
  },
  "azure-native:monitor:DiagnosticSetting": {
    "logs[].category": ["AnotherLog"],
    "logs[].enabled": [false, unset],
    logs: [[], unset],
    resourceUri: [elsewhere],
    workspaceId: [unset],
  },
  "azure-native:consumption:Budget": {
    amount: [unset],
    category: ["Usage"],
    timeGrain: ["Annually"],
    scope: [elsewhere],
    filter: [{ tags: { name: "stack", values: ["azure-production"] } }],
    "notifications.actual.contactEmails": [[]],
    "notifications.actual.enabled": [false],
    "notifications.actual.thresholdType": ["Forecasted"],
    "notifications.forecast.contactEmails": [[]],
    "notifications.forecast.enabled": [false],
    "notifications.forecast.thresholdType": ["Actual"],
  },
};
