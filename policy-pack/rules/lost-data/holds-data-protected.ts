import { accountsOf, holdsObjects } from "../../azure/accounts.ts";
import { isReplica as isReplicaServer } from "../../azure/servers.ts";
import * as types from "../../azure/types.ts";
import { azurePillar, pillar } from "../../frameworks.ts";
import { findingIf } from "../../judge/finding.ts";
import type { Subject } from "../../judge/subject.ts";
import { inStack, onResource, type Rule } from "../../rule.ts";

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

const azureHolders = [
  types.databaseServer,
  types.blobContainer,
  types.blobService,
  "azure-native:storage:BlobContainerImmutabilityPolicy",
  types.lock,
  types.vault,
  types.vaultKey,
  types.secret,
  "azure-native:dns:Zone",
  "azure-native:network:PublicIPAddress",
];

export const holdsDataProtected: Rule = {
  name: "holds-data-protected",
  threat: "lost-data",
  level: "mandatory",
  severity: "critical",
  description: "What holds data, and what data cannot be read without, is protected in Pulumi",
  why: "A destroy, a rename or a replacement would delete it without a question",
  frameworks: [pillar("reliability"), azurePillar("reliability")],
  remedy: "keep protect: true; only `longshore retire` takes it off",
  checks: {
    aws: [
      onResource(holders, (subject) =>
        isReplica(subject) ? [] : findingIf(!subject.protect, "protect", "false", "true"),
      ),
    ],
    azure: [
      onResource(azureHolders, (subject) =>
        findingIf(!isReplicaServer(subject) && !subject.protect, "protect", "false", "true"),
      ),
      onResource(types.storageAccount, (account) =>
        findingIf(holdsObjects(account) && !account.protect, "protect", "false", "true"),
      ),
      inStack(types.lifecycle, (policy, stack) =>
        findingIf(accountsOf(stack, policy).some(holdsObjects) && !policy.protect, "protect", "false", "true"),
      ),
      // Azure deletes a group with all that is in it.
      inStack(types.resourceGroup, (group, stack) => {
        const held = [...azureHolders, types.storageAccount]
          .flatMap((type) => stack.linking(group, type, "resourceGroupName"))
          .filter(({ protect }) => protect);
        return findingIf(
          !group.protect && held.length > 0,
          "protect",
          "false",
          `true, because it holds ${held[0]?.name}`,
        );
      }),
    ],
  },
};
