import { partOfData } from "../../aws/buckets.ts";
import { accountsOf, holdsObjects } from "../../azure/accounts.ts";
import * as types from "../../azure/types.ts";
import { azurePillar, pillar } from "../../frameworks.ts";
import { findingIf } from "../../judge/finding.ts";
import { inStack, onResource, type Rule } from "../../rule.ts";

const partsOfBuckets = [
  "aws:s3/bucketPolicy:BucketPolicy",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  "aws:s3/bucketVersioning:BucketVersioning",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
];

export const guardsOfDataProtected: Rule = {
  name: "guards-of-data-protected",
  threat: "lost-data",
  level: "advisory",
  severity: "medium",
  description: "What guards data, and the addresses that others know, is protected in Pulumi as well",
  why: "A destroy keeps the bucket and takes its versions, its lock and its policy away",
  frameworks: [pillar("reliability"), azurePillar("reliability")],
  remedy: "keep protect: true beside what holds the data",
  checks: {
    aws: [
      onResource("aws:ec2/eip:Eip", ({ protect }) => findingIf(!protect, "protect", "false", "true")),
      inStack(partsOfBuckets, (part, stack) =>
        findingIf(!part.protect && partOfData(stack, part), "protect", "false", "true"),
      ),
    ],
    azure: [
      onResource(
        [
          types.blobService,
          types.lock,
          types.policyAssignment,
          types.policyDefinition,
          "azure-native:network:PublicIPAddress",
          "azure-native:storage:BlobContainerImmutabilityPolicy",
        ],
        ({ protect }) => findingIf(!protect, "protect", "false", "true"),
      ),
      inStack(types.lifecycle, (policy, stack) =>
        findingIf(accountsOf(stack, policy).some(holdsObjects) && !policy.protect, "protect", "false", "true"),
      ),
    ],
  },
};
