import { accountsOf } from "../../azure/accounts.ts";
import * as types from "../../azure/types.ts";
import { azurePillar, pillar } from "../../frameworks.ts";
import { atLeast, is } from "../../judge/expectations.ts";
import { findingIf } from "../../judge/finding.ts";
import { inStack, onResource, type Rule } from "../../rule.ts";

const lock = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";

const immutability = "azure-native:storage:BlobContainerImmutabilityPolicy";

export const archivesLocked: Rule = {
  name: "archives-locked",
  threat: "lost-data",
  level: "mandatory",
  severity: "high",
  description: "Archives cannot be deleted before their time, by nobody",
  why: "Whoever extorts a company deletes its history first",
  frameworks: [pillar("security"), azurePillar("security")],
  remedy:
    "keep objectLockEnabled and a default retention in COMPLIANCE mode on buckets tagged kind: archives; on Azure immutability of versions",
  checks: {
    aws: [
      onResource("aws:s3/bucket:Bucket", ({ inputs }) =>
        inputs.judged(() =>
          inputs.text("tags.kind") === "archives" ? inputs.must("objectLockEnabled", is(true), false) : [],
        ),
      ),
      onResource(lock, ({ inputs }) => [
        ...inputs.must("rule.defaultRetention.mode", is("COMPLIANCE")),
        ...(inputs.has("rule.defaultRetention.years")
          ? []
          : inputs.must("rule.defaultRetention.days", atLeast(1, "day"))),
      ]),
      inStack("aws:s3/bucket:Bucket", (bucket, stack) =>
        findingIf(
          bucket.inputs.get("objectLockEnabled") === true && stack.linking(bucket, lock, "bucket").length === 0,
          "default retention",
          undefined,
          "a BucketObjectLockConfiguration",
        ),
      ),
    ],
    azure: [
      onResource(types.blobContainer, ({ inputs }) =>
        inputs.judged(() =>
          inputs.text("containerName") === "archives"
            ? inputs.must("immutableStorageWithVersioning.enabled", is(true), false)
            : [],
        ),
      ),
      onResource(immutability, ({ inputs }) => [
        ...inputs.must("immutabilityPeriodSinceCreationInDays", atLeast(1, "day"), 0),
        ...["allowProtectedAppendWrites", "allowProtectedAppendWritesAll"].flatMap((name) =>
          inputs.must(name, is(false), false),
        ),
      ]),
      inStack(types.blobContainer, (container, stack) =>
        findingIf(
          container.inputs.get("immutableStorageWithVersioning.enabled") === true &&
            accountsOf(stack, container).every(
              (account) => stack.linking(account, immutability, "accountName").length === 0,
            ),
          "immutability policy",
          undefined,
          "a BlobContainerImmutabilityPolicy",
        ),
      ),
    ],
  },
};
