import { holdsObjects } from "../../azure/accounts.ts";
import * as types from "../../azure/types.ts";
import { azurePillar, pillar, securityHub } from "../../frameworks.ts";
import { findingIf } from "../../judge/finding.ts";
import { inStack, onResource, type Rule } from "../../rule.ts";

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
      onResource(lifecycle, ({ inputs }) =>
        inputs.judged(() => {
          const rules = inputs.elements("rules").filter((rule) => rule.text("status") === "Enabled");
          return [
            ...findingIf(
              !rules.some((rule) => rule.has("noncurrentVersionExpiration")),
              "rules",
              "old versions stay for ever",
              "noncurrentVersionExpiration",
            ),
            ...findingIf(
              !rules.some((rule) => rule.has("abortIncompleteMultipartUpload")),
              "rules",
              "unfinished uploads stay for ever",
              "abortIncompleteMultipartUpload",
            ),
          ];
        }),
      ),
      inStack("aws:s3/bucket:Bucket", (bucket, stack) =>
        findingIf(
          stack.linking(bucket, lifecycle, "bucket").length === 0,
          "lifecycle",
          undefined,
          "one that ends old versions and unfinished uploads",
        ),
      ),
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
