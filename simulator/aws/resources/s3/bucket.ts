import * as z from "zod";
import type { Target } from "../../../cloud/definition.ts";
import { matching } from "../../checks.ts";
import { define } from "../../define.ts";

export const bucketTarget: Target = {
  type: "aws:s3/bucket:Bucket",
  missing: {
    code: "NoSuchBucket",
    message: () => "The specified bucket does not exist",
    source: "S3 API reference, Error responses (2026-11)",
  },
};

/** S3 user guide, "General purpose bucket naming rules" (2026-11). */
const nameRule =
  /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

export const bucket = define({
  type: bucketTarget.type,
  api: { service: "S3", create: "CreateBucket", delete: "DeleteBucket" },
  inputs: z.looseObject({
    bucket: z.string(),
    forceDestroy: z.boolean().default(false),
    objectLockEnabled: z.boolean().default(false),
  }),
  autoName: "bucket",
  replaces: ["bucket", "bucketPrefix", "objectLockEnabled"],
  tagged: true,
  checks: [
    matching(
      "bucket",
      nameRule,
      ({ bucket: name }) => `invalid bucket name (${name})`,
      "S3 user guide, General purpose bucket naming rules (2026-11); the provider's wording is remembered",
    ),
  ],
  refusals: [
    {
      code: "BucketAlreadyOwnedByYou",
      when: ({ inputs, old, world, account }) =>
        !old && world.find(bucketTarget.type, inputs.bucket)?.account === account,
      message: "Your previous request to create the named bucket succeeded and you already own it.",
      source: "https://github.com/scality/Arsenal/pull/2276 (read 2026-11); S3 API reference, CreateBucket",
    },
  ],
  unique: {
    within: "world",
    by: ({ bucket: name }) => name,
    code: "BucketAlreadyExists",
    message: () =>
      "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.",
    source: "S3 API reference, Error responses (2026-11)",
  },
  identify: ({ inputs }) => inputs.bucket,
  compute: ({ region }, id) => ({
    arn: `arn:aws:s3:::${id}`,
    bucketRegion: region,
    bucketDomainName: `${id}.s3.amazonaws.com`,
    bucketRegionalDomainName: `${id}.s3.${region}.amazonaws.com`,
  }),
  backing: {
    program: "versitygw",
    // The object store follows the World by itself.
    apply: async () => ({}),
    remove: async () => {},
    guard: {
      code: "BucketNotEmpty",
      message: "The bucket you tried to delete is not empty. You must delete all versions in the bucket.",
      source: "S3 API reference, Error responses; wording from public apply logs (2026-11)",
      when: async ({ internet }, { id, inputs: { forceDestroy } }) =>
        forceDestroy !== true && !(await internet.objects.isEmpty(id)),
    },
    standIns: () => ["encryption is recorded, not done", "lifecycle rules are recorded, not run"],
  },
});
