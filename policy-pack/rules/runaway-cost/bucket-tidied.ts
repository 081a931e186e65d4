import { bucket, keepsVersions } from "../../aws/buckets.ts";
import { holdsObjects } from "../../azure/accounts.ts";
import * as types from "../../azure/types.ts";
import { azurePillar, pillar, securityHub } from "../../frameworks.ts";
import { findingIf } from "../../judge/finding.ts";
import { inStack, type Rule } from "../../rule.ts";

const lifecycle = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";

export const bucketTidied: Rule = {
  name: "bucket-tidied",
  threat: "runaway-cost",
  level: "advisory",
  severity: "low",
  description: "A bucket lets go of what nobody can use any more",
  why: "Old versions and broken uploads pile up unseen and are billed",
  frameworks: [securityHub("S3.13"), pillar("cost"), azurePillar("cost")],
  remedy: "keep a lifecycle that ends old versions, and on AWS unfinished uploads",
  checks: {
    aws: [
      inStack(bucket, (subject, stack) => {
        // Where nothing is kept beside the newest, nothing piles up unseen.
        if (!keepsVersions(stack, subject)) return [];
        const rules = stack
          .linking(subject, lifecycle, "bucket")
          .flatMap(({ inputs }) => inputs.elements("rules"))
          .filter((rule) => rule.text("status") === "Enabled");
        return [
          ...findingIf(
            !rules.some((rule) => rule.has("noncurrentVersionExpiration")),
            "lifecycle",
            "old versions stay for ever",
            "noncurrentVersionExpiration",
          ),
          ...findingIf(
            !rules.some((rule) => rule.has("abortIncompleteMultipartUpload")),
            "lifecycle",
            "unfinished uploads stay for ever",
            "abortIncompleteMultipartUpload",
          ),
        ];
      }),
    ],
    azure: [
      inStack(types.storageAccount, (account, stack) => {
        if (!holdsObjects(account)) return [];
        const rules = stack
          .linking(account, types.lifecycle, "accountName")
          .flatMap(({ inputs }) => inputs.elements("policy.rules"));
        return findingIf(
          !rules.some((rule) => rule.get("enabled") !== false && rule.has("definition.actions.version.delete")),
          "lifecycle",
          "old versions stay for ever",
          "a rule that deletes old versions",
        );
      }),
    ],
  },
};
