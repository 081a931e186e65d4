/** Settings of a bucket: each is a resource of its own with the bucket's name as its id. */
import * as z from "zod";
import type { Properties } from "../../../world.ts";
import { type AwsResource, define } from "../../define.ts";
import { isPublic, statementsOf, wildcardPrincipal } from "../../iam/documents.ts";
import { bucketTarget } from "./bucket.ts";

type Setting<Inputs extends Properties> = Pick<AwsResource<Inputs>, "type" | "inputs" | "api" | "refusals" | "compute">;

const setting = <Inputs extends Properties & { readonly bucket: string }>(description: Setting<Inputs>) =>
  define({
    ...description,
    // https://github.com/hashicorp/terraform-provider-aws, internal/service/s3/bucket_object_lock_configuration.go (2026-11).
    replaces: ["bucket", "expectedBucketOwner", "objectLockEnabled"],
    references: { bucket: bucketTarget },
    identify: ({ inputs }) => inputs.bucket,
  });

const api = (name: string, removal = `Delete${name}`) => ({
  service: "S3",
  create: `Put${name}`,
  update: `Put${name}`,
  delete: removal,
});

const any = z.looseObject({ bucket: z.string() });

export const versioning = setting({
  type: "aws:s3/bucketVersioning:BucketVersioning",
  api: api("BucketVersioning", "PutBucketVersioning"),
  inputs: z.looseObject({ bucket: z.string(), versioningConfiguration: z.looseObject({ status: z.string() }) }),
  refusals: [
    {
      code: "InvalidBucketState",
      when: ({ inputs, world }) =>
        inputs.versioningConfiguration.status !== "Enabled" &&
        world.find(bucketTarget.type, inputs.bucket)?.outputs.objectLockEnabled === true,
      message: "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.",
      source: "https://github.com/versity/versitygw/issues/838 (read 2026-11)",
    },
  ],
});

export const publicAccessBlock = setting({
  type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  api: api("PublicAccessBlock"),
  inputs: z.looseObject({
    bucket: z.string(),
    blockPublicAcls: z.boolean().default(false),
    blockPublicPolicy: z.boolean().default(false),
    ignorePublicAcls: z.boolean().default(false),
    restrictPublicBuckets: z.boolean().default(false),
  }),
});

export const policy = setting({
  type: "aws:s3/bucketPolicy:BucketPolicy",
  api: api("BucketPolicy"),
  inputs: z.looseObject({ bucket: z.string(), policy: z.string() }),
  refusals: [
    {
      code: "MalformedPolicy",
      when: ({ inputs }) => statementsOf(inputs.policy) === undefined,
      message: "Policies must be valid JSON and the first byte must be '{'",
      source: "S3 API reference, PutBucketPolicy; wording from public apply logs (2026-11)",
    },
    {
      code: "MalformedPolicy",
      when: ({ inputs }) => wildcardPrincipal(inputs.policy) !== undefined,
      message: "Invalid principal in policy",
      source: "https://github.com/ministryofjustice/modernisation-platform-environments/pull/590 (read 2026-11)",
    },
    {
      code: "AccessDenied",
      when: ({ inputs, world }) =>
        isPublic(inputs.policy) &&
        world.find(publicAccessBlock.type, inputs.bucket)?.outputs.blockPublicPolicy === true,
      message: ({ inputs, account }) =>
        `User: arn:aws:iam::${account}:root is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::${inputs.bucket}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
      source: "S3 user guide, Blocking public access; wording from public apply logs (2026-11)",
    },
  ],
});

export const encryption = setting({
  type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  api: api("BucketEncryption"),
  inputs: any,
});

export const lifecycle = setting({
  type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  api: api("BucketLifecycleConfiguration", "DeleteBucketLifecycle"),
  inputs: z.looseObject({
    bucket: z.string(),
    rules: z.array(
      z.looseObject({
        id: z.string().default(""),
        expiration: z.looseObject({ days: z.int().optional() }).default({}),
        transitions: z.array(z.looseObject({ days: z.int().default(0), storageClass: z.string() })).default([]),
      }),
    ),
  }),
  refusals: [
    {
      code: "InvalidArgument",
      when: ({ inputs }) =>
        inputs.rules.some(({ transitions }) =>
          transitions.some(({ days, storageClass }) => storageClass.endsWith("_IA") && days < 30),
        ),
      message: "'Days' in Transition action must be greater than or equal to 30 for storageClass 'STANDARD_IA'",
      source:
        "S3 user guide, Transitioning objects using Amazon S3 Lifecycle; wording from public apply logs (2026-11)",
    },
    {
      code: "InvalidArgument",
      when: ({ inputs }) =>
        inputs.rules.some(({ transitions, expiration: { days: end = Number.POSITIVE_INFINITY } }) =>
          transitions.some(({ days }) => days >= end),
        ),
      message:
        "'Days' in the Expiration action for filter '(prefix=)' must be greater than 'Days' in the Transition action",
      source: "S3 user guide, Lifecycle configuration elements; wording from public apply logs (2026-11)",
    },
    {
      code: "InvalidArgument",
      when: ({ inputs: { rules } }) => new Set(rules.map(({ id }) => id)).size < rules.length,
      message: "Rule ID must be unique. Found same ID for more than one rule",
      source: "S3 user guide, Lifecycle configuration elements; wording from public code (2026-11)",
    },
  ],
});

export const objectLock = setting({
  type: "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
  api: api("ObjectLockConfiguration", "PutObjectLockConfiguration"),
  inputs: any,
  refusals: [
    {
      code: "InvalidBucketState",
      when: ({ inputs, world }) =>
        world.all(versioning.type).every((other) => other.inputs.bucket !== inputs.bucket) &&
        world.find(bucketTarget.type, inputs.bucket)?.outputs.objectLockEnabled !== true,
      message: "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
      source: "S3 user guide, Object Lock considerations; https://github.com/storj/edge/issues/509 (read 2026-11)",
    },
  ],
});

export const ownershipControls = setting({
  type: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  api: api("BucketOwnershipControls"),
  inputs: any,
});
