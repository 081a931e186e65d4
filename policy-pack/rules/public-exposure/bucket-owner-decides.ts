import { securityHub } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import { findingIf } from "../../judge/finding.ts";
import { inStack, onResource, type Rule } from "../../rule.ts";

const controls = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";

export const bucketOwnerDecides: Rule = {
  name: "bucket-owner-decides",
  threat: "public-exposure",
  level: "mandatory",
  severity: "medium",
  description: "Who may read an object is decided by the bucket's owner alone",
  why: "Object permissions are a second door that no policy closes",
  frameworks: [securityHub("S3.12")],
  remedy: "keep BucketOwnershipControls with BucketOwnerEnforced for every bucket",
  checks: {
    aws: [
      onResource(controls, ({ inputs }) => inputs.must("rule.objectOwnership", is("BucketOwnerEnforced"))),
      inStack("aws:s3/bucket:Bucket", (bucket, stack) =>
        findingIf(
          stack.linking(bucket, controls, "bucket").length === 0,
          "ownership controls",
          undefined,
          "BucketOwnerEnforced",
        ),
      ),
    ],
  },
};
