import { Vault } from "@pulumi/azure-native/keyvault/vault.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { Context } from "../contracts/context.ts";
import { directory } from "./directory.ts";
import { inGroup } from "./groups.ts";

/** Longest name that a vault takes. */
export const vaultNameLimit = 24;

export interface VaultArgs {
  readonly group: ResourceGroup;
  readonly vaultName: string;
  /** Days in which the vault, its keys and its secrets come back after they were deleted: 7 to 90. */
  readonly recoveryDays: number;
  /** Default: the platform's. */
  readonly region?: string;
}

/** A vault whose rights are role assignments alone, and that no network reaches by its public side. */
export function vault(name: string, context: Context, args: VaultArgs, options: CustomResourceOptions): Vault {
  const { group, vaultName, recoveryDays, region = context.region } = args;
  return new Vault(
    name,
    {
      ...inGroup(context, group),
      location: region,
      vaultName,
      properties: {
        tenantId: directory(context),
        sku: { family: "A", name: "premium" },
        enableRbacAuthorization: true,
        enableSoftDelete: true,
        enablePurgeProtection: true,
        softDeleteRetentionInDays: recoveryDays,
        publicNetworkAccess: "Disabled",
        // Storage, PostgreSQL and Redis reach their keys as trusted services.
        networkAcls: { bypass: "AzureServices", defaultAction: "Deny" },
      },
    },
    options,
  );
}
