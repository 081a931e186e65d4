/** What a vault holds. */
import * as z from "zod";
import type { Properties } from "../../../world.ts";
import { define } from "../../define.ts";
import { digitsOf } from "../../names.ts";

export const secretType = "azure-native:keyvault:Secret";
export const keyType = "azure-native:keyvault:Key";

/** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftkeyvault (2026-11). */
const nameRule = { min: 1, max: 127, pattern: /^[a-zA-Z0-9-]+$/ };

const address = (vault: string, kind: string, name: string) =>
  `https://${vault.toLowerCase()}.vault.azure.net/${kind}/${name}`;

/** Version of a secret or key: another content makes another one. */
export const versionOf = (content: Properties): string => digitsOf(JSON.stringify(content), 32);

export const secret = define({
  type: secretType,
  path: "Microsoft.KeyVault/vaults/{vaultName}/secrets/{secretName}",
  names: { secretName: nameRule },
  inputs: z.looseObject({
    resourceGroupName: z.string(),
    vaultName: z.string(),
    secretName: z.string(),
    properties: z.looseObject({ value: z.string().optional(), contentType: z.string().optional() }),
  }),
  later: ["properties.secretUri", "properties.secretUriWithVersion"],
  refusals: [
    {
      code: "BadParameter",
      // https://learn.microsoft.com/azure/key-vault/secrets/about-secrets: 25k bytes (2026-11).
      when: ({ inputs: { properties } }) => Buffer.byteLength(properties.value ?? "") > 25_600,
      message: "The length of the secret's value is longer than 25k bytes.",
      source: "https://learn.microsoft.com/azure/key-vault/secrets/about-secrets (2026-11)",
    },
  ],
  compute: ({ inputs: { vaultName, secretName, properties } }) => {
    const secretUri = address(vaultName, "secrets", secretName);
    const secretUriWithVersion = `${secretUri}/${versionOf(properties)}`;
    return { properties: { ...properties, value: undefined, secretUri, secretUriWithVersion } };
  },
});

export const key = define({
  type: keyType,
  path: "Microsoft.KeyVault/vaults/{vaultName}/keys/{keyName}",
  names: { keyName: nameRule },
  // Keys are never changed by ARM, only made: https://learn.microsoft.com/rest/api/keyvault/keyvault/keys/create-if-not-exist (2026-11).
  replaces: ["properties.kty", "properties.keySize", "properties.curveName"],
  inputs: z.looseObject({
    resourceGroupName: z.string(),
    vaultName: z.string(),
    keyName: z.string(),
    properties: z.looseObject({ kty: z.string().default("RSA"), keySize: z.int().optional() }),
  }),
  compute: ({ inputs: { vaultName, keyName, properties } }) => {
    const keyUri = address(vaultName, "keys", keyName);
    return {
      ...properties,
      properties: undefined,
      keyUri,
      keyUriWithVersion: `${keyUri}/${versionOf({ vaultName, keyName })}`,
    };
  },
});
