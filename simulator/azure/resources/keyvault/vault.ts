import * as z from "zod";
import type { SimulatedResource } from "../../../world.ts";
import { define } from "../../define.ts";

export const vaultType = "azure-native:keyvault:Vault";

/** A deleted vault whose name is not free yet. */
const deletedVault = "simulator:keyvault/deletedVault:DeletedVault";

const inputs = z.looseObject({
  resourceGroupName: z.string(),
  vaultName: z.string(),
  location: z.string(),
  properties: z.looseObject({
    tenantId: z.string(),
    createMode: z.enum(["default", "recover"]).default("default"),
    enableSoftDelete: z.boolean().default(true),
    enablePurgeProtection: z.boolean().optional(),
    softDeleteRetentionInDays: z.int().default(90),
  }),
});

export const vault = define({
  type: vaultType,
  path: "Microsoft.KeyVault/vaults/{vaultName}",
  located: true,
  // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftkeyvault (2026-11).
  names: { vaultName: { min: 3, max: 24, pattern: /^[a-zA-Z](?!.*--)[a-zA-Z0-9-]*[a-zA-Z0-9]$/ } },
  inputs,
  later: ["properties.vaultUri"],
  unique: {
    within: "world",
    by: ({ vaultName }) => vaultName.toLowerCase(),
    code: "VaultAlreadyExists",
    // Its spelling included.
    message: ({ vaultName }) =>
      `The vault name '${vaultName}' is already in use. Vault names are globaly unique so it is possible that the name is already taken.`,
    source: "https://github.com/Azure/azure-powershell/issues/15115 (read 2026-11)",
  },
  refusals: [
    {
      code: "ConflictError",
      when: ({ inputs: { vaultName, properties }, old, world }) =>
        !old && properties.createMode === "default" && world.find(deletedVault, vaultName.toLowerCase()) !== undefined,
      message:
        "A vault with the same name already exists in deleted state. You need to either recover or purge existing key vault. Follow this link https://go.microsoft.com/fwlink/?linkid=2149745 for more information on soft delete.",
      source: "https://github.com/alan-turing-institute/data-safe-haven/issues/2523 (public apply log, 2026-01)",
    },
    {
      code: "BadRequest",
      when: ({ inputs: { properties }, old }) =>
        properties.enablePurgeProtection === false ||
        (properties.enablePurgeProtection === undefined && before(old)?.enablePurgeProtection === true),
      message:
        'The property "enablePurgeProtection" cannot be set to false. Enabling the purge protection for a vault is an irreversible action.',
      source: "https://github.com/Azure/azure-cli/issues/29115 (2024-06)",
    },
    {
      code: "BadRequest",
      when: ({ inputs: { properties }, old }) =>
        old !== undefined && before(old)?.softDeleteRetentionInDays !== properties.softDeleteRetentionInDays,
      message: 'The property "softDeleteRetentionInDays" has been set already and it can\'t be modified.',
      source: "hashicorp/terraform-provider-azurerm, key_vault_resource.go, cites the error (read 2026-11)",
    },
    {
      code: "BadRequest",
      when: ({ inputs: { properties } }) =>
        properties.softDeleteRetentionInDays < 7 || properties.softDeleteRetentionInDays > 90,
      message: "The value of parameter softDeleteRetentionInDays is invalid: it must be between 7 and 90 days.",
      source: {
        believed:
          "https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview (2026-11) has the rule; no text of the error was found",
      },
    },
  ],
  compute: ({ inputs: { vaultName, properties } }) => ({
    properties: {
      ...properties,
      createMode: undefined,
      vaultUri: `https://${vaultName.toLowerCase()}.vault.azure.net/`,
      provisioningState: "Succeeded",
    },
  }),
  leaves: ({ inputs: { vaultName }, account, region }) => ({
    type: deletedVault,
    id: vaultName.toLowerCase(),
    account,
    region,
    inputs: {},
    outputs: {},
  }),
});

const before = (old: SimulatedResource | undefined) => inputs.safeParse(old?.inputs).data?.properties;
