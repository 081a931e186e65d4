import * as types from "../../azure/types.ts";
import { cis, cisAzure, securityHub } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import { findingIf } from "../../judge/finding.ts";
import { inStack, onResource, type Rule } from "../../rule.ts";

const block = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const switches = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

export const bucketPublicAccessBlocked: Rule = {
  name: "bucket-public-access-blocked",
  threat: "public-exposure",
  level: "mandatory",
  severity: "critical",
  description: "A bucket refuses every way to become public",
  why: "One wrong policy or object permission would publish a company's files",
  frameworks: [cis("2.1.4"), securityHub("S3.8"), cisAzure("9.3.8")],
  remedy:
    "keep a BucketPublicAccessBlock with all four switches on for every bucket, or allowBlobPublicAccess false on its account",
  checks: {
    aws: [
      onResource(block, ({ inputs }) => switches.flatMap((name) => inputs.must(name, is(true), false))),
      inStack("aws:s3/bucket:Bucket", (bucket, stack) =>
        findingIf(
          stack.linking(bucket, block, "bucket").length === 0,
          "public access block",
          undefined,
          "a BucketPublicAccessBlock",
        ),
      ),
    ],
    azure: [
      onResource(types.storageAccount, ({ inputs }) => inputs.must("allowBlobPublicAccess", is(false))),
      onResource(types.blobContainer, ({ inputs }) => inputs.must("publicAccess", is("None"), "None")),
    ],
  },
};
