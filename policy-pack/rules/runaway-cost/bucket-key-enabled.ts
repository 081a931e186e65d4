import { pillar } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const bucketKeyEnabled: Rule = {
  name: "bucket-key-enabled",
  threat: "runaway-cost",
  level: "advisory",
  severity: "low",
  description: "A bucket asks for its key once, not for every object",
  why: "Each object would be a request to KMS, billed and limited",
  frameworks: [pillar("cost")],
  remedy: "set bucketKeyEnabled",
  checks: {
    aws: [
      onResource(
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        ({ inputs }) =>
          inputs.each("rules", (rule) =>
            rule.text("applyServerSideEncryptionByDefault.sseAlgorithm").startsWith("aws:kms")
              ? rule.must("bucketKeyEnabled", is(true), false)
              : [],
          ),
      ),
    ],
  },
};
