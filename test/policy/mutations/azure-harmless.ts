import { label } from "./change.ts";

const of = (type: string, ...paths: readonly string[]): readonly string[] => paths.map((path) => `${type} ${path}`);

const poolSizes = [
  ...[
    "count",
    "enableAutoScaling",
    "maxCount",
    "maxPods",
    "minCount",
    "mode",
    "nodeLabels.longshore.dev/tenant",
    "nodeTaints",
    "osDiskSizeGB",
    "osDiskType",
  ],
  ...["osSKU", "osType", "type", "upgradeSettings.drainTimeoutInMinutes", "upgradeSettings.maxSurge", "vmSize"],
];

/** Inputs on Azure that no value makes insecure, each with its reason. What is in neither list fails the mutation test. */
const reasons: Readonly<Record<string, readonly string[]>> = {
  "a name, or words for people": [
    ...[
      "AgentPool agentPoolName",
      "BlobServiceProperties blobServicesName",
      "Budget budgetName",
      "Database databaseName",
    ],
    ...["BlobContainerImmutabilityPolicy immutabilityPolicyName", "DiagnosticSetting name", "FlowLog flowLogName"],
    ...["FederatedIdentityCredential federatedIdentityCredentialResourceName", "NatGateway natGatewayName"],
    ...of("ManagedCluster", "agentPoolProfiles[].name", "dnsPrefix", "nodeResourceGroup", "resourceName"),
    ...of("ManagementLockByScope", "lockName", "notes"),
    ...of("PolicyAssignment", "displayName", "policyAssignmentName"),
    ...of("PolicyDefinition", "displayName", "policyDefinitionName", "policyType"),
    ...of("ManagementPolicy", "managementPolicyName", "policy.rules[].name"),
    ...["NetworkSecurityGroup networkSecurityGroupName", "NetworkSecurityGroup securityRules[].name"],
    ...of("PrivateDnsZoneGroup", "privateDnsZoneConfigs[].name", "privateDnsZoneGroupName"),
    ...of("PrivateEndpoint", "customNetworkInterfaceName", "privateEndpointName"),
    ...["PrivateZone privateZoneName", "PublicIPAddress publicIpAddressName", "RedisEnterprise clusterName"],
    ...of("RoleAssignment", "description", "roleAssignmentName"),
    ...of("RoleDefinition", "description", "roleDefinitionId", "roleName"),
    ...[
      "Secret properties.contentType",
      "Server administratorLogin",
      "Server serverName",
      "StorageAccount accountName",
    ],
    ...["AdministratorsMicrosoftEntra principalName", "UserAssignedIdentity resourceName", "Vault vaultName"],
    ...of("VirtualNetwork", "subnets[].delegations[].name", "virtualNetworkName"),
    ...["VirtualNetworkLink virtualNetworkLinkName", "Workspace workspaceName", "Zone zoneName", "Key keyName"],
  ],
  "says what it belongs to; the stack is read by it": [
    ...["BlobContainer accountName", "BlobContainer containerName", "BlobContainerImmutabilityPolicy containerName"],
    ...["Database clusterName", "FederatedIdentityCredential resourceName", "FlowLog networkWatcherName"],
    ...["Key vaultName", "NatGateway publicIpAddresses[].id", "RoleAssignment principalId", "Secret vaultName"],
    ...["Secret secretName", "VirtualNetwork subnets[].name", "AdministratorsMicrosoftEntra serverName"],
    ...of("FlowLog", "identity.type", "identity.userAssignedIdentities"),
  ],
  "makes a server the copy of another, and the rules for copies hold": [
    ...of("Server", "createMode", "sourceServerResourceId"),
  ],
  "without it a private cluster stays private, by Private Link": [
    "ManagedCluster apiServerAccessProfile.enableVnetIntegration",
  ],
  "size, place or rhythm: a wrong one costs money or speed": [
    ...poolSizes.flatMap((path) => [`AgentPool ${path}`, `ManagedCluster agentPoolProfiles[].${path}`]),
    ...of("ManagedCluster", "autoScalerProfile.balanceSimilarNodeGroups", "autoScalerProfile.expander"),
    ...of("ManagedCluster", "securityProfile.imageCleaner.enabled", "securityProfile.imageCleaner.intervalHours"),
    ...["durationHours", "schedule.weekly.dayOfWeek", "schedule.weekly.intervalWeeks", "startTime", "utcOffset"].map(
      (path) => `MaintenanceConfiguration maintenanceWindow.${path}`,
    ),
    ...of("Server", "availabilityZone", "maintenanceWindow.dayOfWeek", "maintenanceWindow.startHour"),
    ...of(
      "Server",
      "maintenanceWindow.startMinute",
      "sku.name",
      "sku.tier",
      "storage.autoGrow",
      "storage.storageSizeGB",
    ),
    ...of("Database", "evictionPolicy", "persistence.aofEnabled", "persistence.rdbFrequency"),
    ...[
      "RedisEnterprise sku.name",
      "NatGateway idleTimeoutInMinutes",
      "StorageAccount accessTier",
      "Workspace sku.name",
    ],
    ...of("Budget", "timePeriod.endDate", "timePeriod.startDate"),
    ...["actual", "forecast"].flatMap((name) =>
      of("Budget", `notifications.${name}.operator`, `notifications.${name}.threshold`),
    ),
    ...["blobType", "enable", "name", "trackingGranularityInDays"].map(
      (path) => `BlobServiceProperties lastAccessTimeTrackingPolicy.${path}`,
    ),
    ...["tierToCool", "tierToCold"].map(
      (tier) => `ManagementPolicy policy.rules[].definition.actions.baseBlob.${tier}.daysAfterModificationGreaterThan`,
    ),
    "ManagementPolicy policy.rules[].definition.actions.baseBlob.tierToCool.daysAfterLastAccessTimeGreaterThan",
    "ManagementPolicy policy.rules[].definition.actions.baseBlob.enableAutoTierToHotFromCool",
  ],
  "a wrong value breaks the platform at once, or Azure refuses it, and opens nothing": [
    ...of("Database", "clusteringPolicy", "port"),
    ...of("FlowLog", "format.type", "format.version"),
    ...["Key properties.keyOps", "RoleAssignment conditionVersion", "Configuration source"],
    ...of(
      "ManagedCluster",
      "identity.type",
      "identity.userAssignedIdentities",
      "oidcIssuerProfile.enabled",
      "sku.name",
    ),
    ...["dnsServiceIP", "loadBalancerSku", "networkDataplane", "networkPlugin", "networkPluginMode"].map(
      (path) => `ManagedCluster networkProfile.${path}`,
    ),
    ...["outboundType", "podCidr", "serviceCidr"].map((path) => `ManagedCluster networkProfile.${path}`),
    ...["diskCSIDriver", "fileCSIDriver", "snapshotController"].map(
      (driver) => `ManagedCluster storageProfile.${driver}.enabled`,
    ),
    ...[
      "ManagedCluster securityProfile.workloadIdentity.enabled",
      "ManagedCluster apiServerAccessProfile.privateDNSZone",
    ],
    ...["ManagementPolicy policy.rules[].type", "ManagementPolicy policy.rules[].definition.filters.blobTypes"],
    ...["NatGateway sku.name", "DiagnosticSetting logAnalyticsDestinationType", "Vault properties.sku.family"],
    ...of("PublicIPAddress", "publicIPAddressVersion", "publicIPAllocationMethod", "sku.name", "sku.tier"),
    ...of("RedisEnterprise", "identity.type", "identity.userAssignedIdentities"),
    "RedisEnterprise encryption.customerManagedKeyEncryption.keyEncryptionKeyIdentity.identityType",
    ...of("StorageAccount", "identity.type", "identity.userAssignedIdentities", "kind"),
    ...of("Server", "identity.type", "network.privateDnsZoneArmResourceId"),
    ...["VirtualNetwork subnets[].delegations[].serviceName", "Zone zoneType"],
    "PrivateEndpoint privateLinkServiceConnections[].groupIds",
  ],
  "the range is judged with the rules that name it": [
    "VirtualNetwork addressSpace.addressPrefixes",
    "VirtualNetwork subnets[].addressPrefix",
  ],
  "Key Vault knows AzureServices and None; with None the platform's own services lose their keys": [
    "Vault properties.networkAcls.bypass",
  ],
  "a default that the SDK fills in; the subnet's own setting counts, which is judged": [
    ...of("PrivateEndpoint", "subnet.privateEndpointNetworkPolicies", "subnet.privateLinkServiceNetworkPolicies"),
    ...of("VirtualNetwork", "enableDdosProtection", "enableVmProtection"),
  ],
  "virtual machines would write their own names; there are none but nodes": ["VirtualNetworkLink registrationEnabled"],
  "says who answers for names that the zone does not know": ["VirtualNetworkLink resolutionPolicy"],
  "people read logs from where they are, with their own identity and its role": [
    "Workspace publicNetworkAccessForQuery",
  ],
  "Odoo logs in with passwords (components/azure/database.ts)": ["Server authConfig.passwordAuth"],
  "follows from the tier, which no input says; settings refuse the tier that needs it": [
    "Server backup.geoRedundantBackup",
  ],
  "names the primary in public DNS, where anybody reads it; the stack's own zone is the only one it may write to": of(
    "RecordSet",
    ...["recordType", "relativeRecordSetName", "ttl", "txtRecords[].value", "zoneName"],
  ),
  "the cluster hands its own tags to its nodes": ["ManagedCluster agentPoolProfiles[].tags"],
  "who administers the database is a setting, reviewed by name": ["AdministratorsMicrosoftEntra objectId"],
  "read by object replication alone, whose policies Azure refuses without": of(
    "BlobServiceProperties",
    ...["changeFeed.enabled", "changeFeed.retentionInDays"],
  ),
  "Azure refuses geo-redundant backups under a customer's key without a key in their own region": of(
    "Server",
    ...["dataEncryption.geoBackupKeyURI", "dataEncryption.geoBackupUserAssignedIdentityId"],
  ),
  "a secret: no rule may look at it": ["Secret properties.value", "Server administratorLoginPassword"],
};

/** Every resource stands in a group that is the stack's, or in one of Azure's own (`NetworkWatcherRG`). */
const group = "resourceGroupName";

export const isHarmlessOnAzure = (type: string, path: string): boolean =>
  path === group || Object.values(reasons).some((labels) => labels.includes(label(type, path)));
