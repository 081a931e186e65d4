import { bucket, holdsRecords } from "../../aws/buckets.ts";
import { accountsOf, holdsObjects } from "../../azure/accounts.ts";
import * as types from "../../azure/types.ts";
import { azurePillar, pillar } from "../../frameworks.ts";
import { atLeast } from "../../judge/expectations.ts";
import { type Finding, findingIf } from "../../judge/finding.ts";
import type { Inputs } from "../../judge/inputs.ts";
import type { Subject } from "../../judge/subject.ts";
import { inStack, type Rule } from "../../rule.ts";

/** What rehearsed restores bring back; the live files stand elsewhere. */
const copies = "restores/";

const fewestDays = ({ production }: Subject): number => (production ? 30 : 7);

function ageProblems(rule: Inputs, fewest: number): readonly Finding[] {
  const prefixes = rule.texts("definition.filters.prefixMatch");
  const onlyCopies =
    prefixes.length > 0 && prefixes.every((prefix) => prefix.split("/").slice(1).join("/").startsWith(copies));
  return [
    ...findingIf(
      rule.has("definition.actions.baseBlob.delete") && !onlyCopies,
      "definition.actions.baseBlob.delete",
      "of the newest version",
      `none, but below ${copies}`,
    ),
    ...(rule.has("definition.actions.version.delete")
      ? rule.must("definition.actions.version.delete.daysAfterCreationGreaterThan", atLeast(fewest, "days"))
      : []),
  ];
}

export const bucketKeepsNewest: Rule = {
  name: "bucket-keeps-newest",
  threat: "lost-data",
  level: "mandatory",
  severity: "high",
  description: "A lifecycle deletes nothing that is the newest version, and old versions not before a loss is noticed",
  why: "Age is no reason to delete a file that somebody may open tomorrow",
  frameworks: [pillar("reliability"), azurePillar("reliability")],
  remedy: "expire old versions only, after 7 days or more, after 30 in production",
  checks: {
    aws: [
      inStack("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", (policy, stack) =>
        // Records of requests do leave by age.
        stack.linked(policy, "bucket", bucket).some((subject) => holdsRecords(stack, subject))
          ? []
          : policy.inputs.each("rules", (rule) => [
              ...findingIf(
                (rule.has("expiration.days") || rule.has("expiration.date")) && rule.text("filter.prefix") !== copies,
                "expiration",
                "of the newest version",
                `none, but below ${copies}`,
              ),
              ...(rule.has("noncurrentVersionExpiration")
                ? rule.must("noncurrentVersionExpiration.noncurrentDays", atLeast(fewestDays(policy), "days"))
                : []),
            ]),
      ),
    ],
    azure: [
      inStack(types.lifecycle, (policy, stack) => {
        const [account] = accountsOf(stack, policy);
        // Records of connections do leave by age.
        if (!account || !holdsObjects(account)) return [];
        return policy.inputs.each("policy.rules", (rule) => ageProblems(rule, fewestDays(account)));
      }),
      inStack(types.blobService, (service, stack) =>
        accountsOf(stack, service).flatMap((account) =>
          ["deleteRetentionPolicy", "containerDeleteRetentionPolicy"].flatMap((name) =>
            service.inputs.must(`${name}.days`, atLeast(fewestDays(account), "days"), 0),
          ),
        ),
      ),
    ],
  },
};
