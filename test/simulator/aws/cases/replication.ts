import type { Properties } from "../../../../simulator/world.ts";
import { type Case, put } from "../case.ts";

const bucketOf = (kind: string): string => `longshore-production-${kind}-123456789012`;
const rule = {
  id: "one",
  status: "Enabled",
  priority: 1,
  filter: { prefix: "" },
  deleteMarkerReplication: { status: "Enabled" },
  destination: { bucket: `arn:aws:s3:::${bucketOf("exports")}` },
};
const minutes = (value: number) => ({ status: "Enabled", time: { minutes: value } });
const schema =
  "must be specified for this version of Cross Region Replication configuration schema. Please refer to S3 Developer Guide for more information.";

const refused = (says: string, rules: readonly object[], more: Properties = {}, given?: Case["given"]): Case => ({
  type: "s3/bucketReplicationConfig:BucketReplicationConfig",
  set: { bucket: bucketOf("files"), role: "arn:aws:iam::123456789012:role/copies", rules, ...more },
  says,
  ...(given ? { given } : {}),
});

/** A rule with something else at its destination. */
const to = (destination: object): object => ({ ...rule, destination: { ...rule.destination, ...destination } });
const { priority: _, ...withoutPriority } = rule;
const { deleteMarkerReplication: __, ...withoutMarkers } = rule;
const encrypted = { sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } } };

export const replication: readonly Case[] = [
  refused("NoSuchBucket: The specified bucket does not exist", [rule], { bucket: "nothing" }),
  refused(
    "InvalidRequest: Versioning must be 'Enabled' on the bucket to apply a replication configuration",
    [rule],
    { bucket: "plain" },
    (world) => put(world, "aws:s3/bucket:Bucket", "plain", { bucket: "plain" }),
  ),
  refused("MalformedXML: The XML you provided was not well-formed or did not validate against our published schema", [
    { ...rule, existingObjectReplication: { status: "Enabled" } },
  ]),
  refused(`InvalidRequest: Priority ${schema}`, [withoutPriority]),
  refused(`InvalidRequest: DeleteMarkerReplication ${schema}`, [withoutMarkers]),
  refused("InvalidArgument: Rule Id must be unique", [rule, { ...rule, priority: 2 }]),
  refused("InvalidRequest: Found duplicate priority 1.", [rule, { ...rule, id: "two" }]),
  refused(
    "InvalidRequest: Delete marker replication is not supported if any Tag filter is specified. Please refer to S3 Developer Guide for more information.",
    [{ ...rule, filter: { tag: { key: "kind", value: "files" } } }],
  ),
  refused("InvalidRequest: SseKmsEncryptedObjects must be specified if EncryptionConfiguration is present.", [
    to({ encryptionConfiguration: { replicaKmsKeyId: "arn:aws:kms:eu-west-1:123456789012:key/1" } }),
  ]),
  refused("InvalidRequest: ReplicaKmsKeyID must be specified if SseKmsEncryptedObjects tag is present.", [
    { ...rule, ...encrypted },
  ]),
  refused("InvalidRequest: Replication destination must contain both ReplicationTime and Metrics or neither.", [
    to({ replicationTime: minutes(15) }),
  ]),
  refused("InvalidArgument: Invalid time minute value", [
    to({ replicationTime: minutes(5), metrics: { status: "Enabled" } }),
  ]),
  refused("InvalidRequest: Destination bucket cannot be the same as the source bucket.", [
    to({ bucket: `arn:aws:s3:::${bucketOf("files")}` }),
  ]),
  refused("InvalidRequest: Destination bucket must exist.", [to({ bucket: "arn:aws:s3:::nothing" })]),
  refused(
    "InvalidRequest: Destination bucket must have versioning enabled.",
    [to({ bucket: "arn:aws:s3:::plain" })],
    {},
    (world) => put(world, "aws:s3/bucket:Bucket", "plain", { bucket: "plain" }),
  ),
];
