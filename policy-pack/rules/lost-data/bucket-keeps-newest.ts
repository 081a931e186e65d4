import { pillar } from "../../frameworks.ts";
import { atLeast } from "../../judge/expectations.ts";
import { findingIf } from "../../judge/finding.ts";
import { onResource, type Rule } from "../../rule.ts";

/** What rehearsed restores bring back; the live files stand elsewhere. */
const copies = "restores/";

export const bucketKeepsNewest: Rule = {
  name: "bucket-keeps-newest",
  threat: "lost-data",
  level: "mandatory",
  severity: "high",
  description: "A lifecycle deletes nothing that is the newest version, and old versions not before a loss is noticed",
  why: "Age is no reason to delete a file that somebody may open tomorrow",
  frameworks: [pillar("reliability")],
  remedy: "expire old versions only, after 7 days or more, after 30 in production",
  checks: {
    aws: [
      onResource("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", ({ inputs, production }) =>
        inputs.each("rules", (rule) => [
          ...findingIf(
            (rule.has("expiration.days") || rule.has("expiration.date")) && rule.text("filter.prefix") !== copies,
            "expiration",
            "of the newest version",
            `none, but below ${copies}`,
          ),
          ...(rule.has("noncurrentVersionExpiration")
            ? rule.must("noncurrentVersionExpiration.noncurrentDays", atLeast(production ? 30 : 7, "days"))
            : []),
        ]),
      ),
    ],
  },
};
