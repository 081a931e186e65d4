/**
 * Under which id a resource of Azure stands that Pulumi asked for and whose answer it never got. Azure's ids are made of
 * names, so the inputs say it all: the paths are those of the provider's own schema, "Import" of each type in
 * https://www.pulumi.com/registry/packages/azure-native/api-docs (read 2026-11-22).
 */

type Inputs = Readonly<Record<string, unknown>>;

const identity = "Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}";
const server = "Microsoft.DBforPostgreSQL/flexibleServers/{serverName}";
const cluster = "Microsoft.ContainerService/managedClusters/{resourceName}";
const cache = "Microsoft.Cache/redisEnterprise/{clusterName}";
const vault = "Microsoft.KeyVault/vaults/{vaultName}";
const endpoint = "Microsoft.Network/privateEndpoints/{privateEndpointName}";
const zone = "Microsoft.Network/privateDnsZones/{privateZoneName}";
const account = "Microsoft.Storage/storageAccounts/{accountName}";
const container = `${account}/blobServices/default/containers/{containerName}`;

/** Behind `/subscriptions/…/resourceGroups/…/providers/`. */
export const inGroup: Readonly<Record<string, string>> = {
  "azure-native:containerservice:AgentPool": `${cluster}/agentPools/{agentPoolName}`,
  "azure-native:containerservice:MaintenanceConfiguration": `${cluster}/maintenanceConfigurations/{configName}`,
  "azure-native:containerservice:ManagedCluster": cluster,
  "azure-native:dbforpostgresql:AdministratorsMicrosoftEntra": `${server}/administrators/{objectId}`,
  "azure-native:dbforpostgresql:Configuration": `${server}/configurations/{configurationName}`,
  "azure-native:dbforpostgresql:Server": server,
  "azure-native:dns:RecordSet": "Microsoft.Network/dnsZones/{zoneName}/{recordType}/{relativeRecordSetName}",
  "azure-native:dns:Zone": "Microsoft.Network/dnsZones/{zoneName}",
  "azure-native:keyvault:Key": `${vault}/keys/{keyName}`,
  "azure-native:keyvault:Secret": `${vault}/secrets/{secretName}`,
  "azure-native:keyvault:Vault": vault,
  "azure-native:managedidentity:FederatedIdentityCredential": `${identity}/federatedIdentityCredentials/{federatedIdentityCredentialResourceName}`,
  "azure-native:managedidentity:UserAssignedIdentity": identity,
  "azure-native:network:FlowLog": "Microsoft.Network/networkWatchers/{networkWatcherName}/flowLogs/{flowLogName}",
  "azure-native:network:NatGateway": "Microsoft.Network/natGateways/{natGatewayName}",
  "azure-native:network:NetworkSecurityGroup": "Microsoft.Network/networkSecurityGroups/{networkSecurityGroupName}",
  "azure-native:network:PrivateDnsZoneGroup": `${endpoint}/privateDnsZoneGroups/{privateDnsZoneGroupName}`,
  "azure-native:network:PrivateEndpoint": endpoint,
  "azure-native:network:PublicIPAddress": "Microsoft.Network/publicIPAddresses/{publicIpAddressName}",
  "azure-native:network:VirtualNetwork": "Microsoft.Network/virtualNetworks/{virtualNetworkName}",
  "azure-native:network:VirtualNetworkPeering":
    "Microsoft.Network/virtualNetworks/{virtualNetworkName}/virtualNetworkPeerings/{virtualNetworkPeeringName}",
  "azure-native:operationalinsights:Workspace": "Microsoft.OperationalInsights/workspaces/{workspaceName}",
  "azure-native:privatedns:PrivateZone": zone,
  "azure-native:privatedns:VirtualNetworkLink": `${zone}/virtualNetworkLinks/{virtualNetworkLinkName}`,
  "azure-native:redisenterprise:Database": `${cache}/databases/{databaseName}`,
  "azure-native:redisenterprise:RedisEnterprise": cache,
  "azure-native:storage:BlobContainer": container,
  "azure-native:storage:BlobContainerImmutabilityPolicy": `${container}/immutabilityPolicies/default`,
  "azure-native:storage:BlobServiceProperties": `${account}/blobServices/{blobServicesName}`,
  "azure-native:storage:ManagementPolicy": `${account}/managementPolicies/{managementPolicyName}`,
  "azure-native:storage:ObjectReplicationPolicy": `${account}/objectReplicationPolicies/{objectReplicationPolicyId}`,
  "azure-native:storage:StorageAccount": account,
};

const group = "/resourceGroups/{resourceGroupName}";

/** In no group. */
export const inSubscription: Readonly<Record<string, string>> = {
  "azure-native:resources:ResourceGroup": group,
  "azure-native:authorization:PolicyDefinition":
    "/providers/Microsoft.Authorization/policyDefinitions/{policyDefinitionName}",
};

/** On a scope, which is itself an id. */
export const onScope: Readonly<Record<string, readonly [scope: string, path: string]>> = {
  "azure-native:authorization:ManagementLockByScope": ["scope", "Microsoft.Authorization/locks/{lockName}"],
  "azure-native:authorization:PolicyAssignment": [
    "scope",
    "Microsoft.Authorization/policyAssignments/{policyAssignmentName}",
  ],
  "azure-native:authorization:RoleAssignment": [
    "scope",
    "Microsoft.Authorization/roleAssignments/{roleAssignmentName}",
  ],
  "azure-native:authorization:RoleDefinition": ["scope", "Microsoft.Authorization/roleDefinitions/{roleDefinitionId}"],
  "azure-native:consumption:Budget": ["scope", "Microsoft.Consumption/budgets/{budgetName}"],
  "azure-native:monitor:DiagnosticSetting": ["resourceUri", "Microsoft.Insights/diagnosticSettings/{name}"],
};

/** An id with the names of its parts in braces; nothing for a type that is not known. */
function templateOf(type: string, subscription: string): string | undefined {
  const [whole, part, onto] = [inSubscription[type], inGroup[type], onScope[type]];
  if (whole) return `${subscription}${whole}`;
  if (part) return `${subscription}${group}/providers/${part}`;
  return onto && `{${onto[0]}}/providers/${onto[1]}`;
}

/** @returns the id, or nothing where a part of it is not known */
export function azureIds(type: string, inputs: Inputs, subscription: string): readonly string[] {
  const template = templateOf(type, `/subscriptions/${subscription}`);
  if (!template) return [];
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  if (!names.every((name) => typeof inputs[name] === "string")) return [];
  return [template.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => String(inputs[name]).replace(/\/$/, ""))];
}
