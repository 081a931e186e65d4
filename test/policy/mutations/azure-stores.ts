/** What would make databases, caches and object stores on Azure insecure. */
import type { Mutations } from "./change.ts";

const unset = undefined;
const versionedKey = "https://vault.vault.azure.net/keys/data/0123456789abcdef";
const deletion = "policy.rules[].definition.actions.baseBlob.delete";

export const azureStores: Mutations = {
  "azure-native:dbforpostgresql:Server": {
    "network.publicNetworkAccess": ["Enabled", unset],
    "network.delegatedSubnetResourceId": [unset, "network-id/subnets/application-1"],
    "dataEncryption.type": ["SystemManaged", unset],
    "dataEncryption.primaryKeyURI": [unset, versionedKey],
    "dataEncryption.primaryUserAssignedIdentityId": [unset],
    "authConfig.activeDirectoryAuth": ["Disabled", unset],
    "authConfig.tenantId": ["00000000-0000-0000-0000-000000000000", unset],
    "highAvailability.mode": ["Disabled", "SameZone", unset],
    "highAvailability.standbyAvailabilityZone": ["1"],
    "backup.backupRetentionDays": [1],
    "maintenanceWindow.customWindow": ["Disabled", unset],
    version: [unset],
  },
  // Which value is wrong for which parameter: see `azureParameters`.
  "azure-native:dbforpostgresql:Configuration": {
    configurationName: ["renamed"],
    value: ["off"],
    serverName: ["another-server"],
  },
  "azure-native:dbforpostgresql:AdministratorsMicrosoftEntra": {
    principalType: ["User", unset],
    tenantId: ["00000000-0000-0000-0000-000000000000"],
  },
  "azure-native:redisenterprise:RedisEnterprise": {
    "encryption.customerManagedKeyEncryption.keyEncryptionKeyUrl": [unset, versionedKey],
    "encryption.customerManagedKeyEncryption.keyEncryptionKeyIdentity.userAssignedIdentityResourceId": [unset],
    encryption: [unset],
    highAvailability: ["Disabled"],
    minimumTlsVersion: ["1.0", "1.1", unset],
    publicNetworkAccess: ["Enabled", unset],
  },
  "azure-native:redisenterprise:Database": {
    accessKeysAuthentication: ["Enabled", unset],
    clientProtocol: ["Plaintext"],
    "persistence.rdbEnabled": [false, unset],
  },
  "azure-native:storage:StorageAccount": {
    allowBlobPublicAccess: [true, unset],
    allowCrossTenantReplication: [true, unset],
    allowSharedKeyAccess: [true, unset],
    defaultToOAuthAuthentication: [false, unset],
    enableHttpsTrafficOnly: [false],
    "encryption.keySource": ["Microsoft.Storage", unset],
    "encryption.keyVaultProperties.keyName": [unset, "data"],
    "encryption.keyVaultProperties.keyVaultUri": [unset],
    "encryption.keyVaultProperties.keyVersion": ["0123456789abcdef"],
    "encryption.encryptionIdentity.encryptionUserAssignedIdentity": [unset],
    encryption: [unset],
    isLocalUserEnabled: [true, unset],
    minimumTlsVersion: ["TLS1_0", "TLS1_1", unset],
    "networkRuleSet.bypass": ["AzureServices", unset],
    "networkRuleSet.defaultAction": ["Allow", unset],
    "networkRuleSet.ipRules": [[{ iPAddressOrRange: "203.0.113.0/24" }]],
    publicNetworkAccess: ["Enabled", unset],
    "sku.name": ["Standard_LRS", "Standard_GRS", unset],
  },
  "azure-native:storage:BlobServiceProperties": {
    accountName: ["another-account"],
    isVersioningEnabled: [false, unset],
    "deleteRetentionPolicy.enabled": [false, unset],
    "deleteRetentionPolicy.days": [1, unset],
    "deleteRetentionPolicy.allowPermanentDelete": [true],
    "containerDeleteRetentionPolicy.enabled": [false, unset],
    "containerDeleteRetentionPolicy.days": [1, unset],
  },
  "azure-native:storage:BlobContainer": {
    publicAccess: ["Blob", "Container"],
    "immutableStorageWithVersioning.enabled": [false, unset],
  },
  "azure-native:storage:BlobContainerImmutabilityPolicy": {
    accountName: ["another-account"],
    immutabilityPeriodSinceCreationInDays: [0, unset],
    allowProtectedAppendWrites: [true],
    allowProtectedAppendWritesAll: [true],
  },
  "azure-native:storage:ManagementPolicy": {
    accountName: ["another-account"],
    [deletion]: [{ daysAfterModificationGreaterThan: 30 }, { daysAfterLastAccessTimeGreaterThan: 30 }],
    [`${deletion}.daysAfterModificationGreaterThan`]: [1, unset],
    "policy.rules[].definition.actions.version.delete.daysAfterCreationGreaterThan": [1],
    "policy.rules[].definition.actions.version": [unset],
    "policy.rules[].definition.filters.prefixMatch": [["files/"], unset],
    "policy.rules[].enabled": [false],
    "policy.rules": [[]],
  },
};

/** Parameters of PostgreSQL with a value that is wrong. */
export const azureParameters: Readonly<Record<string, string>> = {
  require_secure_transport: "off",
  ssl_min_protocol_version: "TLSv1",
  password_encryption: "md5",
  "azure.accepted_password_auth_method": "md5,scram-sha-256",
  shared_preload_libraries: "auto_explain",
  track_io_timing: "off",
  log_lock_waits: "off",
  log_min_duration_statement: "-1",
  "auto_explain.log_min_duration": "-1",
  log_connections: "off",
  log_disconnections: "off",
  log_statement: "none",
};
