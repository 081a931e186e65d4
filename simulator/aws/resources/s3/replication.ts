/**
 * A bucket's replication configuration. S3 looks neither at the role nor at the replica's key when it is made: what they do not
 * allow fails when an object shall be copied (`api/s3/replication`).
 */
import * as z from "zod";
import type { World } from "../../../world.ts";
import {
  bucketOfArn,
  configurationSchema,
  hasTags,
  type Rule,
  replicationType,
} from "../../api/s3/replication/rules.ts";
import { define } from "../../define.ts";
import { bucketTarget } from "./bucket.ts";
import { versioning } from "./settings.ts";

const enabled = z.looseObject({ versioningConfiguration: z.looseObject({ status: z.literal("Enabled") }) });

const isVersioned = (world: World, bucket: string): boolean =>
  enabled.safeParse(world.find(versioning.type, bucket)?.outputs).success;

/** The second form of the configuration, which a filter makes it: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ReplicationRule.html */
const isSecond = ({ filter }: Rule): boolean => filter !== undefined;

const isTwice = (values: readonly unknown[]): boolean => new Set(values).size < values.length;

const logs = (page: string) => `${page}; wording from public apply logs (2026-11)`;
const schema =
  "of Cross Region Replication configuration schema. Please refer to S3 Developer Guide for more information.";
const rulePage = "S3 API reference, ReplicationRule";
/** Wordings that two other implementations of S3's API give alike, and no log of AWS's was found for. */
const alike = (page: string) => ({
  believed: `${page} (2026-11) has the rule; the wording is that of other implementations`,
});

export const replication = define({
  type: replicationType,
  api: {
    service: "S3",
    create: "PutBucketReplication",
    update: "PutBucketReplication",
    delete: "DeleteBucketReplication",
  },
  inputs: configurationSchema,
  replaces: ["bucket"],
  references: { bucket: bucketTarget },
  refusals: [
    {
      code: "InvalidRequest",
      when: ({ inputs, world }) => !isVersioned(world, inputs.bucket),
      message: "Versioning must be 'Enabled' on the bucket to apply a replication configuration",
      source: logs("S3 user guide, Requirements and considerations for replication"),
    },
    {
      code: "MalformedXML",
      when: ({ inputs }) =>
        inputs.rules.some(({ existingObjectReplication }) => existingObjectReplication !== undefined),
      message: "The XML you provided was not well-formed or did not validate against our published schema",
      source: "https://github.com/hashicorp/terraform-provider-aws/issues/43746 (read 2026-11)",
    },
    {
      code: "InvalidRequest",
      when: ({ inputs }) => inputs.rules.some((rule) => isSecond(rule) && rule.priority === undefined),
      message: `Priority must be specified for this version ${schema}`,
      source: logs(rulePage),
    },
    {
      code: "InvalidRequest",
      when: ({ inputs }) => inputs.rules.some((rule) => isSecond(rule) && rule.deleteMarkerReplication === undefined),
      message: `DeleteMarkerReplication must be specified for this version ${schema}`,
      source: logs(rulePage),
    },
    {
      code: "InvalidArgument",
      when: ({ inputs }) => isTwice(inputs.rules.map(({ id }) => id).filter((id) => id !== "")),
      message: "Rule Id must be unique",
      source: alike(rulePage),
    },
    {
      code: "InvalidRequest",
      when: ({ inputs }) => isTwice(inputs.rules.flatMap(({ priority }) => priority ?? [])),
      message: ({ inputs }) => `Found duplicate priority ${inputs.rules[0]?.priority}.`,
      source: alike(rulePage),
    },
    {
      code: "InvalidRequest",
      when: ({ inputs }) =>
        inputs.rules.some((rule) => hasTags(rule) && rule.deleteMarkerReplication?.status === "Enabled"),
      message:
        "Delete marker replication is not supported if any Tag filter is specified. Please refer to S3 Developer Guide for more information.",
      source: alike("S3 user guide, Replicating delete markers between buckets"),
    },
    {
      code: "InvalidRequest",
      when: ({ inputs }) =>
        inputs.rules.some(
          ({ destination, sourceSelectionCriteria }) =>
            destination.encryptionConfiguration && !sourceSelectionCriteria?.sseKmsEncryptedObjects,
        ),
      message: "SseKmsEncryptedObjects must be specified if EncryptionConfiguration is present.",
      source: logs("S3 API reference, SourceSelectionCriteria"),
    },
    {
      code: "InvalidRequest",
      when: ({ inputs }) =>
        inputs.rules.some(
          ({ destination, sourceSelectionCriteria }) =>
            sourceSelectionCriteria?.sseKmsEncryptedObjects && !destination.encryptionConfiguration,
        ),
      message: "ReplicaKmsKeyID must be specified if SseKmsEncryptedObjects tag is present.",
      source: alike("S3 API reference, SourceSelectionCriteria"),
    },
    {
      code: "InvalidRequest",
      when: ({ inputs }) =>
        inputs.rules.some(({ destination: { replicationTime, metrics } }) => replicationTime && !metrics),
      message: "Replication destination must contain both ReplicationTime and Metrics or neither.",
      source: alike("S3 API reference, Destination"),
    },
    {
      code: "InvalidArgument",
      // 15 is the only value: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ReplicationTimeValue.html (2026-11).
      when: ({ inputs }) =>
        inputs.rules.some(
          ({ destination: { replicationTime } }) => replicationTime && replicationTime.time.minutes !== 15,
        ),
      message: "Invalid time minute value",
      source: alike("S3 API reference, ReplicationTimeValue"),
    },
    {
      code: "InvalidRequest",
      when: ({ inputs }) => inputs.rules.some(({ destination }) => bucketOfArn(destination.bucket) === inputs.bucket),
      message: "Destination bucket cannot be the same as the source bucket.",
      source: alike("S3 user guide, Replicating objects within and across Regions"),
    },
    {
      code: "InvalidRequest",
      when: ({ inputs, world }) =>
        inputs.rules.some(({ destination }) => !world.find(bucketTarget.type, bucketOfArn(destination.bucket))),
      message: "Destination bucket must exist.",
      source: alike("S3 user guide, Requirements and considerations for replication"),
    },
    {
      code: "InvalidRequest",
      when: ({ inputs, world }) =>
        inputs.rules.some(({ destination }) => !isVersioned(world, bucketOfArn(destination.bucket))),
      message: "Destination bucket must have versioning enabled.",
      source: "https://github.com/nozaq/terraform-aws-remote-state-s3-backend/issues/107 (read 2026-11)",
    },
  ],
  identify: ({ inputs }) => inputs.bucket,
  backing: {
    program: "the simulator's own copier",
    // It follows the World by itself.
    apply: async () => ({}),
    remove: async () => {},
    standIns: () => [
      "copies have version ids of their own",
      "rules with tags copy nothing; later changes of tags and locks are not copied",
    ],
  },
});
