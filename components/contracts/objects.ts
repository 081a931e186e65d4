/** Buckets, and how their objects get to another region, account or cloud. */
import type { ComponentResource, Output } from "@pulumi/pulumi";
import type { WorkloadArgs } from "../identities.ts";
import type { PeerStores } from "../peer.ts";
import type { Network } from "./network.ts";
import type { Secrets } from "./secrets.ts";

export const bucketKinds = ["backups", "archives", "files", "exports"] as const;
export type BucketKind = (typeof bucketKinds)[number];

export interface ObjectStoreArgs {
  readonly network: Network;
  readonly secrets: Secrets;
  /** Days that an archive is locked against everyone, administrators included. */
  readonly archiveLockDays: number;
  /** Days after which an old version of an object is deleted; it must outlive the time in which a loss is noticed. */
  readonly oldVersionDays: number;
  /**
   * Public addresses from which copies of another stack's backups come; default none do. Azure alone asks for them: who may
   * write to S3, identities say.
   */
  readonly senders?: readonly string[] | undefined;
}

export interface Bucket {
  readonly kind: BucketKind;
  readonly name: Output<string>;
  /** ARN, or resource id of the container. */
  readonly id: Output<string>;
  /** AWS account, or storage account, that it is in: clients of Azure ask for it by itself. */
  readonly account: Output<string>;
  /** ARN or URI of the key that its objects are encrypted with. */
  readonly key: Output<string>;
  /** As restic takes it in front of a path: `s3:https://host/bucket` or `azure:container:`. */
  readonly repository: Output<string>;
  /** As rclone takes it in front of a path, without a configuration file. */
  readonly remote: Output<string>;
}

export interface ObjectStore extends ComponentResource {
  readonly buckets: Readonly<Record<BucketKind, Bucket>>;
}

export interface ObjectReplicationArgs {
  /** Where objects are written, in the platform's own account. */
  readonly source: { readonly region: string; readonly buckets: PeerStores["buckets"] };
  /** Where their copies go. */
  readonly destination: ObjectStore;
}

/** Copies what is written to the buckets of another region to this platform's own, for as long as it stands. */
export type ObjectReplication = ComponentResource;

export interface ReceiverArgs {
  /** Who signs the tokens of the sender's service accounts: URL of its cluster's issuer, as their claim `iss` has it. */
  readonly issuer: string;
  /** By tenant: the service account at the sender, and what it may here. */
  readonly deliveries: Readonly<Record<string, WorkloadArgs>>;
}

/** Identities of this account that service accounts of another stack's cluster take on, to bring copies of backups. */
export interface Receiver extends ComponentResource {
  /** By tenant: role ARN, or client id of the managed identity. */
  readonly identities: Readonly<Record<string, Output<string>>>;
}
