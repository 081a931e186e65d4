import { pillar } from "../../frameworks.ts";
import { findingIf } from "../../judge/finding.ts";
import type { Subject } from "../../judge/subject.ts";
import { onResource, type Rule } from "../../rule.ts";

const holders = [
  "aws:rds/instance:Instance",
  "aws:s3/bucket:Bucket",
  "aws:s3/bucketPolicy:BucketPolicy",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  "aws:s3/bucketVersioning:BucketVersioning",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:kms/key:Key",
  "aws:secretsmanager/secret:Secret",
  "aws:route53/zone:Zone",
  "aws:ec2/eip:Eip",
];
const isReplica = ({ inputs }: Subject) => inputs.has("replicateSourceDb");

export const holdsDataProtected: Rule = {
  name: "holds-data-protected",
  threat: "lost-data",
  level: "mandatory",
  severity: "critical",
  description: "What holds data, and what data cannot be read without, is protected in Pulumi",
  why: "A destroy, a rename or a replacement would delete it without a question",
  frameworks: [pillar("reliability")],
  remedy: "keep protect: true; only `longshore retire` takes it off",
  checks: {
    aws: [
      onResource(holders, (subject) =>
        isReplica(subject) ? [] : findingIf(!subject.protect, "protect", "false", "true"),
      ),
    ],
  },
};
