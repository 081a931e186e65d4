import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import { StorageAccount } from "@pulumi/azure-native/storage/storageAccount.js";
import type { CustomResourceOptions, Output } from "@pulumi/pulumi";
import type { Context } from "../contracts/context.ts";
import { inGroup } from "./groups.ts";
import { accountName } from "./names.ts";
import type { VaultKey } from "./vault-keys.ts";

export interface AccountArgs {
  readonly group: ResourceGroup;
  /** What it holds: begins its name, 1 to 12 lower-case letters. */
  readonly kind: string;
  readonly key: VaultKey;
  /** Id of the identity that may use the key. */
  readonly keyUser: Output<string>;
  /** Who gets in: private endpoints alone, or trusted services of Azure as well, such as the writer of flow logs. */
  readonly clients: "private-endpoints" | "azure-services";
  /** Public addresses that get in as well; default none are named. */
  readonly addresses?: readonly string[] | undefined;
}

/** A storage account over three zones that nobody opens with a key, from the internet, or without TLS. */
export function storageAccount(
  name: string,
  context: Context,
  { group, kind, key, keyUser, clients, addresses }: AccountArgs,
  options: CustomResourceOptions,
): StorageAccount {
  return new StorageAccount(
    name,
    {
      ...inGroup(context, group),
      accountName: accountName(context, kind),
      kind: "StorageV2",
      sku: { name: "Standard_ZRS" },
      accessTier: "Hot",
      allowSharedKeyAccess: false,
      defaultToOAuthAuthentication: true,
      isLocalUserEnabled: false,
      allowBlobPublicAccess: false,
      allowCrossTenantReplication: false,
      enableHttpsTrafficOnly: true,
      minimumTlsVersion: "TLS1_2",
      // Trusted services come by the public side, past a firewall that lets nobody else in.
      publicNetworkAccess: clients === "azure-services" || addresses?.length ? "Enabled" : "Disabled",
      networkRuleSet: {
        defaultAction: "Deny",
        bypass: clients === "azure-services" ? "AzureServices" : "None",
        ...(addresses
          ? { ipRules: addresses.map((iPAddressOrRange) => ({ iPAddressOrRange, action: "Allow" as const })) }
          : {}),
      },
      identity: { type: "UserAssigned", userAssignedIdentities: [keyUser] },
      encryption: {
        keySource: "Microsoft.Keyvault",
        // No version: the account follows the key when it rotates.
        keyVaultProperties: { keyName: key.name, keyVaultUri: key.vaultUri },
        encryptionIdentity: { encryptionUserAssignedIdentity: keyUser },
      },
      tags: { ...context.tags, kind },
    },
    options,
  );
}
