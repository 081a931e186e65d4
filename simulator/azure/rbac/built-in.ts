/**
 * Roles that Azure brings along, as far as the platform names them:
 * https://learn.microsoft.com/azure/role-based-access-control/built-in-roles (read 2026-11).
 */
export interface Permission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}

interface Role extends Permission {
  readonly name: string;
}

const role = (name: string, actions: readonly string[], dataActions: readonly string[] = []): Role => ({
  name,
  actions,
  notActions: [],
  dataActions,
  notDataActions: [],
});

const blobs = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs";
const containers = "Microsoft.Storage/storageAccounts/blobServices/containers";
const secrets = "Microsoft.KeyVault/vaults/secrets";
const keys = "Microsoft.KeyVault/vaults/keys";
const namespaces = "Microsoft.ContainerService/managedClusters";
const delegate = "Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action";

export const clusterAdministrator = "b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b";

/** By the last part of their ids. */
export const builtInRoles: Readonly<Record<string, Role>> = {
  "8e3af657-a8ff-443c-a75c-2fe8c4bcb635": role("Owner", ["*"]),
  "b24988ac-6180-42a0-ab88-20f7382dd24c": role("Contributor", ["*"]),
  "acdd72a7-3385-48ef-bd42-f606fba81ae7": role("Reader", ["*/read"]),
  "4d97b98b-1d4f-4787-a291-c67834d212e7": role("Network Contributor", ["Microsoft.Network/*"]),
  "b12aa53e-6015-4669-85d0-8515ebb3ae7f": role("Private DNS Zone Contributor", ["Microsoft.Network/privateDnsZones/*"]),
  "befefa01-2a29-4197-83a8-272ff33ce314": role("DNS Zone Contributor", ["Microsoft.Network/dnsZones/*"]),
  "f1a07417-d97a-45cb-824c-7a7467783830": role("Managed Identity Operator", [
    "Microsoft.ManagedIdentity/userAssignedIdentities/*/read",
    "Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action",
  ]),
  "17d1049b-9a84-46fb-8f53-869881c3d3ab": role("Storage Account Contributor", ["Microsoft.Storage/storageAccounts/*"]),
  "b7e6dc6d-f1e8-4753-8033-0f276bb0955b": role(
    "Storage Blob Data Owner",
    [`${containers}/*`, delegate],
    [`${blobs}/*`],
  ),
  "ba92f5b4-2d11-453d-a403-e96b0029c9fe": role(
    "Storage Blob Data Contributor",
    [`${containers}/delete`, `${containers}/read`, `${containers}/write`, delegate],
    [`${blobs}/delete`, `${blobs}/read`, `${blobs}/write`, `${blobs}/move/action`, `${blobs}/add/action`],
  ),
  "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1": role(
    "Storage Blob Data Reader",
    [`${containers}/read`, delegate],
    [`${blobs}/read`],
  ),
  "00482a5a-887f-4fb3-b363-3b7fe8e74483": role(
    "Key Vault Administrator",
    ["Microsoft.KeyVault/*/read"],
    ["Microsoft.KeyVault/vaults/*"],
  ),
  "f25e0fa2-a7c8-4377-a976-54943a77a395": role("Key Vault Contributor", ["Microsoft.KeyVault/*"]),
  "4633458b-17de-408a-b874-0445c86b69e6": role(
    "Key Vault Secrets User",
    [],
    [`${secrets}/getSecret/action`, `${secrets}/readMetadata/action`],
  ),
  "b86a8fe4-44ce-4948-aee5-eccb2c155cd7": role("Key Vault Secrets Officer", [], [`${secrets}/*`]),
  "14b46e9e-c2b7-41b4-b07b-48a6ebf60603": role("Key Vault Crypto Officer", [], [`${keys}/*`]),
  "12338af0-0e69-4776-bea7-57ae8d297424": role(
    "Key Vault Crypto User",
    [],
    [
      `${keys}/read`,
      `${keys}/encrypt/action`,
      `${keys}/decrypt/action`,
      `${keys}/wrap/action`,
      `${keys}/unwrap/action`,
    ],
  ),
  "e147488a-f6f5-4113-8e2d-b22465e65bf6": role(
    "Key Vault Crypto Service Encryption User",
    ["Microsoft.EventGrid/eventSubscriptions/*"],
    [`${keys}/read`, `${keys}/wrap/action`, `${keys}/unwrap/action`],
  ),
  [clusterAdministrator]: role("Azure Kubernetes Service RBAC Cluster Admin", [], [`${namespaces}/*`]),
  "3498e952-d568-435e-9b2c-8d77e338d7f7": role("Azure Kubernetes Service RBAC Admin", [], [`${namespaces}/*`]),
  "a7ffa36f-339b-4b5c-8bdf-e2c188b2c0eb": role("Azure Kubernetes Service RBAC Writer", [], [`${namespaces}/*`]),
  "7f6c6a51-bcf8-42ba-9220-52d62157d7db": role("Azure Kubernetes Service RBAC Reader", [], [`${namespaces}/*/read`]),
  "0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8": role("Azure Kubernetes Service Cluster Admin Role", [`${namespaces}/*`]),
  "4abbcc35-e782-43d8-92c5-2d3f1bd2253f": role("Azure Kubernetes Service Cluster User Role", [
    `${namespaces}/listClusterUserCredential/action`,
    `${namespaces}/read`,
  ]),
};
