import * as z from "zod";
import { define } from "../../define.ts";
import { isolated } from "../encryption.ts";

export const accountType = "azure-native:storage:StorageAccount";

const inputs = z.looseObject({
  resourceGroupName: z.string(),
  accountName: z.string(),
  location: z.string(),
  kind: z.string(),
  sku: z.looseObject({ name: z.string() }),
  allowSharedKeyAccess: z.boolean().default(true),
  isHnsEnabled: z.boolean().default(false),
  encryption: z.looseObject({ keySource: z.string().optional() }).optional(),
});

export const account = define({
  type: accountType,
  path: "Microsoft.Storage/storageAccounts/{accountName}",
  located: true,
  // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftstorage (2026-11).
  names: { accountName: { min: 3, max: 24, pattern: /^[a-z0-9]+$/ } },
  replaces: ["kind", "isHnsEnabled", "immutableStorageWithVersioning", "encryption.requireInfrastructureEncryption"],
  inputs,
  unique: {
    within: "world",
    by: ({ accountName }) => accountName,
    code: "StorageAccountAlreadyTaken",
    message: ({ accountName }) => `The storage account named ${accountName} is already taken.`,
    source: "https://github.com/OfficeDev/microsoft-teams-apps-timetally/issues/50 (2024-08)",
  },
  refusals: [
    {
      code: "StorageAccountTypeConversionNotAllowed",
      when: ({ inputs: { sku }, old }) => old !== undefined && isZonal(sku.name) !== isZonal(skuOf(old.outputs)),
      message: ({ inputs: { sku } }) =>
        `Storage account type cannot be changed to ${sku.name}: a conversion between zone-redundant and other accounts has to be requested.`,
      source: {
        believed:
          "https://learn.microsoft.com/azure/storage/common/redundancy-migration (2026-11) has the rule; no text of the error was found",
      },
    },
    isolated<z.output<typeof inputs>>(({ encryption }) =>
      encryption?.keySource === "Microsoft.Keyvault" ? encryption : undefined,
    ),
  ],
  compute: ({ inputs: { accountName, location } }) => ({
    primaryLocation: location,
    primaryEndpoints: Object.fromEntries(
      ["blob", "dfs", "file", "queue", "table"].map((service) => [
        service,
        `https://${accountName}.${service}.core.windows.net/`,
      ]),
    ),
    statusOfPrimary: "available",
    provisioningState: "Succeeded",
  }),
  backing: {
    program: "Azurite",
    // The blob service follows the World by itself.
    apply: async () => ({}),
    remove: async ({ internet }, resource) => internet.blobs.remove(resource),
    standIns: () => [
      "encryption is recorded, not done",
      "lifecycle rules are recorded, not run",
      "old versions and their immutability are kept by the simulator, in front of Azurite, which has neither",
    ],
  },
});

const isZonal = (sku: string): boolean => /_(G?ZRS|RAGZRS)$/.test(sku);

const skuOf = (outputs: Readonly<Record<string, unknown>>): string =>
  z.looseObject({ sku: z.looseObject({ name: z.string() }) }).parse(outputs).sku.name;
