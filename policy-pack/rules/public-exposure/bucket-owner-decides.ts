import { securityHub } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

const controls = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";

export const bucketOwnerDecides: Rule = {
  name: "bucket-owner-decides",
  threat: "public-exposure",
  level: "mandatory",
  severity: "medium",
  description: "Who may read an object is decided by the bucket's owner alone",
  why: "Object permissions are a second door that no policy closes",
  frameworks: [securityHub("S3.12")],
  remedy: "keep objectOwnership at BucketOwnerEnforced",
  checks: {
    aws: [
      // New buckets have it without being asked ("Heads-Up: Amazon S3 Security Changes Are Coming in April of 2023", AWS
      // News Blog, read November 2026).
      onResource(controls, ({ inputs }) => inputs.must("rule.objectOwnership", is("BucketOwnerEnforced"))),
    ],
  },
};
