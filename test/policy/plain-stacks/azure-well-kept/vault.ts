import { Key } from "@pulumi/azure-native/keyvault/key.js";
import { Vault } from "@pulumi/azure-native/keyvault/vault.js";
import { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import { endpoint } from "./endpoint.ts";
import type { Net } from "./network.ts";
import { directory, inPlace, type Place } from "./place.ts";

export interface Keys {
  readonly vault: Vault;
  readonly key: Key;
  readonly user: UserAssignedIdentity;
}

/** A vault with a key for data, in software: nobody asked for more here. */
export function vault(place: Place, net: Net): Keys {
  const { options } = place;
  const main = new Vault(
    "keys",
    {
      ...inPlace(place),
      vaultName: "shop-keys",
      properties: {
        tenantId: directory,
        sku: { family: "A", name: "standard" },
        enableRbacAuthorization: true,
        enablePurgeProtection: true,
        softDeleteRetentionInDays: 90,
        publicNetworkAccess: "Disabled",
        networkAcls: { defaultAction: "Deny", bypass: "AzureServices" },
      },
    },
    { ...options, protect: true },
  );
  const key = new Key(
    "data",
    {
      resourceGroupName: place.group.name,
      tags: inPlace(place).tags,
      vaultName: main.name,
      keyName: "data",
      properties: {
        kty: "RSA",
        keySize: 3072,
        rotationPolicy: {
          lifetimeActions: [{ action: { type: "rotate" }, trigger: { timeAfterCreate: "P1Y" } }],
        },
      },
    },
    { ...options, protect: true },
  );
  const user = new UserAssignedIdentity("data", { ...inPlace(place), resourceName: "shop-data" }, options);
  endpoint("keys", place, net, { id: main.id, part: "vault", zone: "privatelink.vaultcore.azure.net" });
  return { vault: main, key, user };
}
