import { Key } from "@pulumi/azure-native/keyvault/key.js";
import type { Vault } from "@pulumi/azure-native/keyvault/vault.js";
import { type CustomResourceOptions, interpolate, type Output } from "@pulumi/pulumi";

/** One key of a vault, as the services of Azure ask for it. */
export interface VaultKey {
  /** Resource id, to give roles on. */
  readonly id: Output<string>;
  readonly name: string;
  readonly vaultUri: Output<string>;
  /** Without a version: who takes this follows the key when it rotates. */
  readonly uri: Output<string>;
  readonly uriWithVersion: Output<string>;
}

/** Time between two versions of a key, as KMS of AWS has it: a year. */
const rotation = "P1Y";

/** A key in the vault's hardware. The vault never hands it out: services have it wrap their own keys. */
export function vaultKey(
  name: string,
  purpose: "data" | "backup",
  vault: Vault,
  place: { readonly resourceGroupName: Output<string>; readonly tags: Readonly<Record<string, string>> },
  options: CustomResourceOptions,
): VaultKey {
  const key = new Key(
    name,
    {
      resourceGroupName: place.resourceGroupName,
      vaultName: vault.name,
      keyName: purpose,
      properties: {
        kty: "RSA-HSM",
        keySize: 3072,
        keyOps: ["wrapKey", "unwrapKey", "encrypt", "decrypt"],
        rotationPolicy: {
          lifetimeActions: [{ action: { type: "rotate" }, trigger: { timeAfterCreate: rotation } }],
        },
      },
      tags: place.tags,
    },
    { ...options, protect: true },
  );
  return {
    id: interpolate`${vault.id}/keys/${purpose}`,
    name: purpose,
    vaultUri: vault.properties.vaultUri,
    // The key's own output, so that nobody asks for a key that is not there yet.
    uri: key.keyUri,
    uriWithVersion: key.keyUriWithVersion,
  };
}
