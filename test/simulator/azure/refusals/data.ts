import { group, ids, inGroup, principal, type RefusalCase } from "./case.ts";

const vault = (properties: object, vaultName = "v") => ({
  ...inGroup,
  vaultName,
  properties: { tenantId: "t", ...properties },
});
const account = { ...inGroup, accountName: "fresh", kind: "StorageV2", sku: { name: "Standard_ZRS" } };
const nowhere = { keyVaultUri: "https://nowhere.vault.azure.net/" };
/** A policy between two accounts that stand, seen from its destination. */
const policy = {
  ...inGroup,
  accountName: "copies",
  objectReplicationPolicyId: "default",
  sourceAccount: ids.account("taken"),
  destinationAccount: ids.account("copies"),
  rules: [{ sourceContainer: "files", destinationContainer: "files" }],
};
const services = { ...inGroup, blobServicesName: "default" };
const container = { ...inGroup, accountName: "taken", containerName: "c" };
const credential = {
  ...inGroup,
  federatedIdentityCredentialResourceName: "one-more",
  issuer: "i",
  subject: "s",
  audiences: [],
};
const assignment = { scope: group, roleAssignmentName: "r", principalId: "p", principalType: "ServicePrincipal" };
/** Reader. */
const reader = "/x/acdd72a7-3385-48ef-bd42-f606fba81ae7";
const cache = { ...inGroup, clusterName: "large", databaseName: "default" };
const budget = { scope: "/subscriptions/x", budgetName: "b", amount: 1, timePeriod: { startDate: "2026-11-01" } };

export const dataCases: readonly RefusalCase[] = [
  { type: "keyvault:Vault", inputs: vault({}, "standing"), says: /already in use. Vault names are globaly unique/ },
  { type: "keyvault:Vault", inputs: vault({}, "gone"), says: /same name already exists in deleted state/ },
  { type: "keyvault:Vault", inputs: vault({ softDeleteRetentionInDays: 1 }), says: /between 7 and 90 days/ },
  {
    type: "keyvault:Vault",
    inputs: vault({ enablePurgeProtection: false }),
    says: /"enablePurgeProtection" cannot be set to false/,
  },
  {
    type: "keyvault:Vault",
    before: vault({ enablePurgeProtection: true }),
    inputs: vault({}),
    says: /Enabling the purge protection for a vault is an irreversible action/,
  },
  {
    type: "keyvault:Vault",
    before: vault({ softDeleteRetentionInDays: 7 }),
    inputs: vault({ softDeleteRetentionInDays: 30 }),
    says: /"softDeleteRetentionInDays" has been set already and it can't be modified/,
  },
  {
    type: "keyvault:Secret",
    inputs: { ...inGroup, vaultName: "standing", secretName: "s", properties: { value: "s".repeat(25_601) } },
    says: /longer than 25k bytes/,
  },
  {
    type: "storage:StorageAccount",
    inputs: { ...account, accountName: "taken" },
    says: /The storage account named taken is already taken/,
  },
  {
    type: "storage:StorageAccount",
    before: account,
    inputs: { ...account, sku: { name: "Standard_LRS" } },
    says: /Storage account type cannot be changed to Standard_LRS/,
  },
  {
    type: "storage:StorageAccount",
    inputs: { ...account, encryption: { keySource: "Microsoft.Keyvault", keyVaultProperties: nowhere } },
    says: /nowhere.vault.azure.net could not be found/,
  },
  {
    type: "storage:BlobContainer",
    inputs: { ...container, publicAccess: "Blob" },
    says: /Public access is not permitted/,
  },
  {
    type: "storage:BlobContainer",
    inputs: { ...container, immutableStorageWithVersioning: { enabled: true } },
    says: /enable blob versioning first/,
  },
  {
    type: "storage:ObjectReplicationPolicy",
    inputs: { ...policy, accountName: "taken", objectReplicationPolicyId: "mine" },
    says: /The value 'mine' is not allowed for property policyId/,
  },
  {
    type: "storage:ObjectReplicationPolicy",
    inputs: { ...policy, sourceAccount: ids.account("unversioned") },
    says: /needs blob versioning on both/,
  },
  {
    type: "storage:ObjectReplicationPolicy",
    inputs: { ...policy, sourceAccount: ids.account("copies") },
    says: /needs the change feed on the source/,
  },
  {
    type: "storage:ObjectReplicationPolicy",
    inputs: { ...policy, rules: [{ sourceContainer: "files", destinationContainer: "none" }] },
    says: /containers must both exist/,
  },
  {
    type: "storage:BlobServiceProperties",
    before: { ...services, accountName: "taken", isVersioningEnabled: true },
    inputs: { ...services, accountName: "taken", isVersioningEnabled: false },
    says: /not allowed for property isVersioningEnabled because Object Replication is enabled/,
  },
  {
    type: "storage:BlobServiceProperties",
    before: { ...services, accountName: "taken", isVersioningEnabled: true },
    inputs: { ...services, accountName: "taken", isVersioningEnabled: true },
    says: /not allowed for property Change Feed because Object Replication is enabled/,
  },
  {
    type: "managedidentity:FederatedIdentityCredential",
    inputs: { ...credential, resourceName: "full" },
    says: /A maximum of 20 federated identity credentials/,
  },
  {
    type: "managedidentity:FederatedIdentityCredential",
    inputs: { ...credential, resourceName: "free" },
    says: /Issuer and subject combination already exists/,
  },
  {
    type: "authorization:RoleAssignment",
    inputs: { ...assignment, principalId: principal, principalType: undefined, roleDefinitionId: reader },
    says: /PrincipalNotFound.*might be related to a replication delay/,
  },
  {
    type: "authorization:RoleAssignment",
    inputs: { ...assignment, principalId: principal, principalType: "User", roleDefinitionId: reader },
    says: /UnmatchedPrincipalType.*has type 'ServicePrincipal'/,
  },
  {
    type: "authorization:RoleAssignment",
    inputs: { ...assignment, roleAssignmentName: "a", roleDefinitionId: reader },
    says: /principal ID, and scope are not allowed to be updated/,
  },
  {
    type: "authorization:RoleAssignment",
    inputs: { ...assignment, roleDefinitionId: "/x/none" },
    says: /role definition with ID 'none' does not exist/,
  },
  {
    type: "authorization:RoleAssignment",
    inputs: { ...assignment, scope: ids.network, roleDefinitionId: ids.role },
    says: /The role assignment already exists/,
  },
  {
    type: "authorization:RoleAssignment",
    inputs: { ...assignment, roleDefinitionId: ids.role },
    says: /is not one of the assignable scopes/,
  },
  {
    type: "authorization:PolicyAssignment",
    inputs: { scope: ids.account("taken"), policyAssignmentName: "keep", policyDefinitionId: "/x/none" },
    says: /The policy definition 'none' could not be found/,
  },
  {
    type: "authorization:RoleDefinition",
    inputs: { scope: group, roleDefinitionId: "2", roleName: "objects", assignableScopes: [group] },
    says: /A custom role with the same name already exists/,
  },
  {
    type: "authorization:RoleDefinition",
    inputs: { scope: group, roleDefinitionId: "1", roleName: "Objects" },
    deleted: ids.role,
    says: /There are existing role assignments referencing role/,
  },
  { type: "redisenterprise:RedisEnterprise", inputs: { ...cache, sku: { name: "Premium_P1" } }, says: /InvalidSku/ },
  {
    type: "redisenterprise:RedisEnterprise",
    inputs: {
      ...cache,
      clusterName: "c",
      sku: { name: "Balanced_B3" },
      encryption: { customerManagedKeyEncryption: { keyEncryptionKeyUrl: "https://nowhere.vault.azure.net/keys/a" } },
    },
    says: /nowhere.vault.azure.net could not be found/,
  },
  {
    type: "redisenterprise:Database",
    inputs: { ...cache, clusteringPolicy: "NoCluster" },
    says: /NoCluster is available up to 25 GB/,
  },
  { type: "redisenterprise:Database", inputs: { ...cache, databaseName: "other" }, says: /must be 'default'/ },
  {
    type: "redisenterprise:Database",
    inputs: { ...cache, persistence: { aofEnabled: true, rdbEnabled: true } },
    says: /Only one of AOF and RDB/,
  },
  {
    type: "operationalinsights:Workspace",
    inputs: { ...inGroup, workspaceName: "logs", retentionInDays: 7 },
    says: /7 is not between 30 and 730/,
  },
  {
    type: "monitor:DiagnosticSetting",
    inputs: { resourceUri: ids.cluster, name: "logs", workspaceId: "/x/absent" },
    says: /The Resource '\/x\/absent' was not found/,
  },
  {
    type: "consumption:Budget",
    inputs: { ...budget, timePeriod: { startDate: "2026-11-22" } },
    says: /first day of a month/,
  },
  {
    type: "consumption:Budget",
    inputs: { ...budget, notifications: Object.fromEntries("abcdef".split("").map((name) => [name, {}])) },
    says: /at most five notifications/,
  },
];
