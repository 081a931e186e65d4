/** Containers, and how long what lies in them is kept. */
import * as z from "zod";
import type { SimulatedResource, World } from "../../../world.ts";
import { define } from "../../define.ts";
import { isDestination, policiesOf } from "./policies.ts";

export const containerType = "azure-native:storage:BlobContainer";
export const servicesType = "azure-native:storage:BlobServiceProperties";
export const immutabilityType = "azure-native:storage:BlobContainerImmutabilityPolicy";

const inAccount = { resourceGroupName: z.string(), accountName: z.string() };

export const services = define({
  type: servicesType,
  path: "Microsoft.Storage/storageAccounts/{accountName}/blobServices/{blobServicesName}",
  inputs: z.looseObject({
    ...inAccount,
    blobServicesName: z.literal("default"),
    isVersioningEnabled: z.boolean().default(false),
    changeFeed: z.looseObject({ enabled: z.boolean().default(false) }).optional(),
    deleteRetentionPolicy: z.looseObject({ days: z.int().min(1).max(365).optional() }).optional(),
  }),
  refusals: [
    {
      code: "InvalidRequestPropertyValue",
      when: ({ inputs, old, world }) => !inputs.isVersioningEnabled && isReplicated(world, old, inputs.accountName),
      message:
        "The value 'False' is not allowed for property isVersioningEnabled because Object Replication is enabled.",
      source: "https://github.com/recognizegroup/terraform/pull/462 (2026-08)",
    },
    {
      code: "InvalidRequestPropertyValue",
      when: ({ inputs, old, world }) =>
        inputs.changeFeed?.enabled !== true && isReplicated(world, old, inputs.accountName, "source"),
      message: "The value 'False' is not allowed for property Change Feed because Object Replication is enabled.",
      source: "https://github.com/recognizegroup/terraform/pull/461 (2026-08)",
    },
  ],
});

/** Whether an account that stands is one side of an object replication policy. */
const isReplicated = (world: World, old: SimulatedResource | undefined, account: string, side?: "source"): boolean =>
  old !== undefined &&
  policiesOf(world).some((policy) => policy.accountName === account && !(side && isDestination(policy)));

export const container = define({
  type: containerType,
  path: "Microsoft.Storage/storageAccounts/{accountName}/blobServices/default/containers/{containerName}",
  // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftstorage (2026-11).
  names: { containerName: { min: 3, max: 63, pattern: /^[a-z0-9](?!.*--)[a-z0-9-]*[a-z0-9]$/ } },
  replaces: ["immutableStorageWithVersioning"],
  inputs: z.looseObject({
    ...inAccount,
    containerName: z.string(),
    publicAccess: z.enum(["None", "Blob", "Container"]).default("None"),
    immutableStorageWithVersioning: z.looseObject({ enabled: z.boolean().default(false) }).optional(),
  }),
  refusals: [
    {
      code: "PublicAccessNotPermitted",
      when: ({ inputs, world, account }) => {
        if (inputs.publicAccess === "None") return false;
        const id = `/subscriptions/${account}/resourceGroups/${inputs.resourceGroupName}/providers/Microsoft.Storage/storageAccounts/${inputs.accountName}`;
        return world.find("azure-native:storage:StorageAccount", id)?.outputs.allowBlobPublicAccess !== true;
      },
      message: "Public access is not permitted on this storage account.",
      source: "https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes (2026-11)",
    },
    {
      code: "BlobVersioningNotEnabled",
      when: ({ inputs, world }) =>
        inputs.immutableStorageWithVersioning?.enabled === true &&
        !world
          .all(servicesType)
          .some(
            (other) => other.inputs.accountName === inputs.accountName && other.inputs.isVersioningEnabled === true,
          ),
      message: "Version-level immutability needs versioning on the storage account: enable blob versioning first.",
      source: {
        believed:
          "https://learn.microsoft.com/azure/storage/blobs/immutable-policy-configure-version-scope (2026-11) has the rule; no text of the error was found",
      },
    },
  ],
  compute: () => ({
    hasImmutabilityPolicy: false,
    hasLegalHold: false,
    leaseState: "Available",
    leaseStatus: "Unlocked",
  }),
  backing: {
    program: "Azurite",
    apply: async () => ({}),
    remove: async ({ internet }, resource) => internet.blobs.remove(resource),
  },
});

export const immutabilityPolicy = define({
  type: immutabilityType,
  path: "Microsoft.Storage/storageAccounts/{accountName}/blobServices/default/containers/{containerName}/immutabilityPolicies/default",
  inputs: z.looseObject({
    ...inAccount,
    containerName: z.string(),
    // https://learn.microsoft.com/azure/storage/blobs/immutable-time-based-retention-policy-overview (2026-11).
    immutabilityPeriodSinceCreationInDays: z.int().min(1).max(146_000),
    allowProtectedAppendWrites: z.boolean().default(false),
  }),
  compute: () => ({ state: "Unlocked", etag: '"1"' }),
});

export const managementPolicy = define({
  type: "azure-native:storage:ManagementPolicy",
  path: "Microsoft.Storage/storageAccounts/{accountName}/managementPolicies/{managementPolicyName}",
  inputs: z.looseObject({
    ...inAccount,
    managementPolicyName: z.literal("default"),
    policy: z.looseObject({
      // https://learn.microsoft.com/azure/storage/blobs/lifecycle-management-overview (2026-11).
      rules: z.array(z.looseObject({ name: z.string() })).max(100),
    }),
  }),
});
