import type { PolicyDefinition } from "@pulumi/azure-native/authorization/policyDefinition.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import { BlobContainer } from "@pulumi/azure-native/storage/blobContainer.js";
import { BlobContainerImmutabilityPolicy } from "@pulumi/azure-native/storage/blobContainerImmutabilityPolicy.js";
import { BlobServiceProperties } from "@pulumi/azure-native/storage/blobServiceProperties.js";
import { ManagementPolicy } from "@pulumi/azure-native/storage/managementPolicy.js";
import { type CustomResourceOptions, interpolate, type Output, output } from "@pulumi/pulumi";
import type { Context } from "../contracts/context.ts";
import type { Bucket, BucketKind, ObjectStoreArgs } from "../contracts/objects.ts";
import { keepWhole } from "./deletion.ts";
import { privateEndpoint } from "./endpoints.ts";
import { groupName } from "./groups.ts";
import { lifecycleRules } from "./lifecycle.ts";
import { Network } from "./network.ts";
import { own } from "./own.ts";
import { storageAccount } from "./storage-account.ts";
import type { VaultKey } from "./vault-keys.ts";

export interface BucketArgs extends ObjectStoreArgs {
  readonly kind: BucketKind;
  readonly group: ResourceGroup;
  readonly key: VaultKey;
  readonly keyUser: Output<string>;
  /** What refuses to delete the account. */
  readonly deletion: PolicyDefinition;
}

/**
 * An account with one container, named after its kind: private, versioned, encrypted. Old versions leave by the lifecycle
 * alone, because no identity of the platform has the right to delete one (`policies.ts`).
 */
export function bucket(name: string, context: Context, args: BucketArgs, options: CustomResourceOptions): Container {
  const { kind, group, senders: addresses } = args;
  const account = storageAccount(name, context, { ...args, addresses, clients: "private-endpoints" }, options);
  const inAccount = { ...options, parent: account };
  const place = { resourceGroupName: group.name, accountName: account.name };
  keepWhole(name, account.id, args.deletion, inAccount);
  const service = blobService(name, context, args, place, inAccount);
  const container = new BlobContainer(
    name,
    {
      ...place,
      containerName: kind,
      publicAccess: "None",
      ...(kind === "archives" ? { immutableStorageWithVersioning: { enabled: true } } : {}),
    },
    { ...inAccount, dependsOn: [service] },
  );
  if (kind === "archives") archiveLock(name, args, place, { ...inAccount, dependsOn: [container] });
  new ManagementPolicy(
    name,
    { ...place, managementPolicyName: "default", policy: { rules: lifecycleRules(kind, args.oldVersionDays) } },
    { ...inAccount, dependsOn: [service] },
  );
  const network = own(args.network, Network);
  privateEndpoint(
    name,
    context,
    {
      group,
      subnet: network.endpointSubnets.database,
      zone: network.privateZones.blob,
      target: account.id,
      part: "blob",
    },
    inAccount,
  );
  return new Container(kind, groupName(context, "objects"), {
    // Of the container, and known when it is there.
    id: container.id,
    account: account.name,
    key: args.key.uri,
  });
}

/** A bucket, with what only Azure's parts ask of it. */
export class Container implements Bucket {
  readonly kind: BucketKind;
  /** Name of the resource group that it is in. */
  readonly group: string;
  readonly name: Output<string>;
  readonly id: Output<string>;
  readonly account: Output<string>;
  readonly key: Output<string>;
  readonly repository: Output<string>;
  readonly remote: Output<string>;

  constructor(kind: BucketKind, group: string, { id, account, key }: Pick<Bucket, "id" | "account" | "key">) {
    this.kind = kind;
    this.group = group;
    this.name = output(kind);
    this.id = id;
    this.account = account;
    this.key = key;
    this.repository = output(`azure:${kind}:`);
    this.remote = interpolate`:azureblob,account=${account},env_auth,no_check_container:${kind}`;
  }
}

type Place = { readonly resourceGroupName: Output<string>; readonly accountName: Output<string> };

/** Days that the change feed is kept: object replication reads it within minutes. */
const changeFeedDays = 7;

function blobService(
  name: string,
  { tier }: Context,
  { kind, oldVersionDays }: BucketArgs,
  place: Place,
  options: CustomResourceOptions,
) {
  // What is deleted by hand, by malware or by the lifecycle can be brought back for as long as old versions are kept.
  const retention = { enabled: true, days: oldVersionDays };
  return new BlobServiceProperties(
    name,
    {
      ...place,
      blobServicesName: "default",
      isVersioningEnabled: true,
      // What another region copies from.
      ...(tier === "cross-region" ? { changeFeed: { enabled: true, retentionInDays: changeFeedDays } } : {}),
      deleteRetentionPolicy: { ...retention, allowPermanentDelete: false },
      containerDeleteRetentionPolicy: retention,
      ...(kind === "files"
        ? {
            lastAccessTimeTrackingPolicy: {
              enable: true,
              name: "AccessTimeTracking",
              trackingGranularityInDays: 1,
              blobType: ["blockBlob"],
            },
          }
        : {}),
    },
    options,
  );
}

/**
 * Each version of an archive cannot be changed or deleted for its time: at the level of versions, because a lock on the
 * container would stop what has to overwrite. Azure takes a policy as *unlocked*, in which only administrators can take it
 * back, and lets it be locked for good afterwards: the day-0 guide has the command (Azure Storage, "Version-level WORM
 * policies for immutable blob data", November 2026).
 */
function archiveLock(
  name: string,
  { kind, archiveLockDays }: BucketArgs,
  place: Place,
  options: CustomResourceOptions,
) {
  new BlobContainerImmutabilityPolicy(
    name,
    {
      ...place,
      containerName: kind,
      immutabilityPolicyName: "default",
      immutabilityPeriodSinceCreationInDays: archiveLockDays,
      allowProtectedAppendWrites: false,
    },
    options,
  );
}
