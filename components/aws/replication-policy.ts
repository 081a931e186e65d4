/** What S3 may do when it copies objects from one region to another. Pure functions: the same buckets give the same text. */
import { policyDocument, type Statement } from "./policy-document.ts";

/** Objects of one bucket, and the only place that they are copied to. */
export interface Pair {
  readonly source: ReplicatedBucket;
  readonly destination: ReplicatedBucket;
}

export interface ReplicatedBucket {
  /** ARN. */
  readonly bucket: string;
  /** ARN of the key of its objects. */
  readonly key: string;
  readonly region: string;
}

/**
 * S3 itself, or its batch operations. They are handed the role by name, by somebody who may pass it on, and the documented trust
 * has no condition on where the request comes from (S3 user guide, "Setting up permissions for live replication", read 2026-11).
 */
export const replicationTrust = (service: "s3.amazonaws.com" | "batchoperations.s3.amazonaws.com"): string =>
  policyDocument([{ Sid: "S3", Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }]);

/**
 * What a batch operation needs that has S3 copy what was there before: it starts replication and reads no object (S3 user guide,
 * "Configuring IAM policies for Batch Replication", read 2026-11).
 * @param buckets  ARNs of the sources
 */
export const existingPolicy = (buckets: readonly string[]): string =>
  policyDocument([
    {
      Sid: "StartReplication",
      Effect: "Allow",
      Action: "s3:InitiateReplication",
      Resource: buckets.map((bucket) => `${bucket}/*`),
    },
    {
      Sid: "ListWhatToCopy",
      Effect: "Allow",
      Action: ["s3:GetReplicationConfiguration", "s3:PutInventoryConfiguration"],
      Resource: buckets,
    },
  ]);

/**
 * The rights of that page and of "Replicating encrypted objects" (read 2026-11): reading versions, which no identity of the
 * platform may, and writing replicas, which is no right to write objects. Keys only through S3, for these very buckets.
 */
export function replicationPolicy(pairs: readonly Pair[]): string {
  const sources = pairs.map(({ source }) => source);
  const destinations = pairs.map(({ destination }) => destination);
  const objects = (buckets: readonly ReplicatedBucket[]) => buckets.map(({ bucket }) => `${bucket}/*`);
  return policyDocument([
    {
      Sid: "KnowWhatToCopy",
      Effect: "Allow",
      Action: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
      Resource: sources.map(({ bucket }) => bucket),
    },
    {
      Sid: "ReadVersions",
      Effect: "Allow",
      Action: [
        "s3:GetObjectVersionForReplication",
        "s3:GetObjectVersionAcl",
        "s3:GetObjectVersionTagging",
        "s3:GetObjectRetention",
        "s3:GetObjectLegalHold",
      ],
      Resource: objects(sources),
    },
    {
      Sid: "WriteReplicas",
      Effect: "Allow",
      Action: ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"],
      Resource: objects(destinations),
    },
    ...byKey(sources).map((group, index) => useKey(`Decrypt${index}`, ["kms:Decrypt"], group)),
    // S3 Bucket Keys are decrypted once more before they encrypt.
    ...byKey(destinations).map((group, index) => useKey(`Encrypt${index}`, ["kms:Encrypt", "kms:Decrypt"], group)),
  ]);
}

function useKey(sid: string, actions: readonly string[], buckets: readonly ReplicatedBucket[]): Statement {
  const [first] = buckets;
  return {
    Sid: sid,
    Effect: "Allow",
    Action: actions,
    Resource: first ? first.key : [],
    Condition: {
      StringEquals: {
        "kms:ViaService": `s3.${first?.region}.amazonaws.com`,
        // With a Bucket Key the bucket is the context, not the object.
        "kms:EncryptionContext:aws:s3:arn": buckets.map(({ bucket }) => bucket),
      },
    },
  };
}

const byKey = (buckets: readonly ReplicatedBucket[]): readonly (readonly ReplicatedBucket[])[] =>
  Object.values(Object.groupBy(buckets, ({ key }) => key)).map((group = []) => group);
