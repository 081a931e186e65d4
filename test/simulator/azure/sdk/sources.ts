/** Which model of Microsoft's packages describes which resource type, and of which services none does. */

export interface Source {
  /** The end of the package's name, for example `storage` of `@azure/arm-storage`. */
  readonly service: string;
  readonly model: string;
  /** Inputs that are part of the resource's path, by the package's names for them. */
  readonly names: Readonly<Record<string, string>>;
}

const aks = { resourceGroupName: "resourceGroupName", resourceName: "resourceName" };
const postgres = { resourceGroupName: "resourceGroupName", serverName: "serverName" };
const storage = { resourceGroupName: "resourceGroupName", accountName: "accountName" };

/** By Pulumi type token, without the provider's name. */
export const sources: Readonly<Record<string, Source>> = {
  "containerservice:ManagedCluster": { service: "containerservice", model: "ManagedCluster", names: aks },
  "containerservice:AgentPool": {
    service: "containerservice",
    model: "AgentPool",
    names: { ...aks, agentPoolName: "agentPoolName" },
  },
  "containerservice:MaintenanceConfiguration": {
    service: "containerservice",
    model: "MaintenanceConfiguration",
    names: aks,
  },
  "dbforpostgresql:Server": { service: "postgresql-flexible", model: "Server", names: postgres },
  "dbforpostgresql:Configuration": {
    service: "postgresql-flexible",
    model: "ConfigurationForUpdate",
    names: { ...postgres, configurationName: "configurationName" },
  },
  "dbforpostgresql:AdministratorsMicrosoftEntra": {
    service: "postgresql-flexible",
    model: "AdministratorMicrosoftEntraAdd",
    names: postgres,
  },
  "keyvault:Vault": { service: "keyvault", model: "VaultCreateOrUpdateParameters", names: { vaultName: "name" } },
  "keyvault:Key": {
    service: "keyvault",
    model: "KeyCreateParameters",
    names: { vaultName: "name", keyName: "keyName" },
  },
  "keyvault:Secret": {
    service: "keyvault",
    model: "SecretCreateOrUpdateParameters",
    names: { vaultName: "name", secretName: "secretName" },
  },
  "managedidentity:UserAssignedIdentity": { service: "msi", model: "Identity", names: {} },
  "managedidentity:FederatedIdentityCredential": {
    service: "msi",
    model: "FederatedIdentityCredential",
    names: { federatedIdentityCredentialResourceName: "federatedIdentityCredentialResourceName" },
  },
  "resources:ResourceGroup": {
    service: "resources",
    model: "ResourceGroup",
    names: { resourceGroupName: "resourceGroupName" },
  },
  "storage:StorageAccount": { service: "storage", model: "StorageAccountCreateParameters", names: storage },
  "storage:BlobServiceProperties": { service: "storage", model: "BlobServiceProperties", names: storage },
  "storage:BlobContainer": {
    service: "storage",
    model: "BlobContainer",
    names: { ...storage, containerName: "containerName" },
  },
  "storage:BlobContainerImmutabilityPolicy": {
    service: "storage",
    model: "ImmutabilityPolicy",
    names: { ...storage, containerName: "containerName" },
  },
  "storage:ManagementPolicy": { service: "storage", model: "ManagementPolicy", names: storage },
};

/**
 * Services of which no package is read, and why. Counted in the packages themselves, November 2026: newer versions are made
 * from TypeSpec and carry no mappers.
 */
export const withoutPackage: Readonly<Record<string, string>> = {
  authorization: "@azure/arm-authorization 9.0.0 limits nothing that is sent",
  consumption: "@azure/arm-consumption 9.2.0 limits one thing: at most 50 contacts a notification",
  dns: "@azure/arm-dns 5.1.0 limits one thing: zoneType, as the provider's own types do",
  monitor: "@azure/arm-monitor 7.0.0, the last with mappers, limits nothing that is sent",
  network:
    "@azure/arm-network 33.5.0, the last with mappers, is 40 MB and limits nothing that is sent but a flow log's type of identity",
  operationalinsights:
    "@azure/arm-operationalinsights 9.0.0, the last with mappers, limits nothing that is sent but names, and does not load outside a bundler",
  privatedns: "@azure/arm-privatedns 3.2.0, the last with mappers, limits nothing",
  redisenterprise:
    "@azure/arm-redisenterprisecache 2.2.0 is made from the API of 2022-01-01, before Azure Managed Redis",
};

/**
 * Where the provider's types are wrong: two services of one module call different lists of values by the same name, and the
 * provider kept one of them.
 */
export const mistaken: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "dbforpostgresql:AdministratorsMicrosoftEntra": {
    principalType:
      "the provider's list is that of server groups; @azure/arm-postgresql-flexible 9.0.0 knows Unknown, User, Group and ServicePrincipal",
  },
};
