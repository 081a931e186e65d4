import { BlobContainer } from "@pulumi/azure-native/storage/blobContainer.js";
import { BlobServiceProperties } from "@pulumi/azure-native/storage/blobServiceProperties.js";
import { ManagementPolicy } from "@pulumi/azure-native/storage/managementPolicy.js";
import { StorageAccount } from "@pulumi/azure-native/storage/storageAccount.js";
import { endpoint } from "./endpoint.ts";
import type { Net } from "./network.ts";
import { inPlace, type Place } from "./place.ts";
import type { Keys } from "./vault.ts";

/** Invoices and labels, under the shop's key; trusted services of Azure may pass the firewall, as CIS has it. */
export function documents(place: Place, net: Net, { vault, key, user }: Keys): void {
  const { options } = place;
  const account = new StorageAccount(
    "documents",
    {
      ...inPlace(place),
      accountName: "shopdocuments",
      kind: "StorageV2",
      sku: { name: "Standard_ZRS" },
      allowBlobPublicAccess: false,
      allowCrossTenantReplication: false,
      allowSharedKeyAccess: false,
      defaultToOAuthAuthentication: true,
      isLocalUserEnabled: false,
      enableHttpsTrafficOnly: true,
      minimumTlsVersion: "TLS1_2",
      publicNetworkAccess: "Disabled",
      networkRuleSet: { defaultAction: "Deny", bypass: "AzureServices" },
      identity: { type: "UserAssigned", userAssignedIdentities: [user.id] },
      encryption: {
        keySource: "Microsoft.Keyvault",
        keyVaultProperties: { keyName: key.name, keyVaultUri: vault.properties.vaultUri },
        encryptionIdentity: { encryptionUserAssignedIdentity: user.id },
      },
    },
    { ...options, protect: true },
  );
  const inAccount = { resourceGroupName: place.group.name, accountName: account.name };
  new BlobServiceProperties(
    "documents",
    {
      ...inAccount,
      blobServicesName: "default",
      isVersioningEnabled: true,
      deleteRetentionPolicy: { enabled: true, days: 30 },
      containerDeleteRetentionPolicy: { enabled: true, days: 30 },
    },
    options,
  );
  new ManagementPolicy(
    "documents",
    {
      ...inAccount,
      managementPolicyName: "default",
      policy: {
        rules: [
          {
            name: "tidy",
            type: "Lifecycle",
            enabled: true,
            definition: {
              filters: { blobTypes: ["blockBlob"] },
              actions: { version: { delete: { daysAfterCreationGreaterThan: 90 } } },
            },
          },
        ],
      },
    },
    options,
  );
  new BlobContainer("documents", { ...inAccount, containerName: "documents" }, { ...options, protect: true });
  endpoint("documents", place, net, { id: account.id, part: "blob", zone: "privatelink.blob.core.windows.net" });
}
