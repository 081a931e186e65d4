import { pillar } from "../../frameworks.ts";
import { bound, eachStatement } from "../../iam/document.ts";
import { findingIf } from "../../judge/finding.ts";
import { onResource, type Rule } from "../../rule.ts";

export const objectsEndpointOwnBuckets: Rule = {
  name: "objects-endpoint-own-buckets",
  threat: "over-wide-identity",
  level: "mandatory",
  severity: "high",
  description: "The endpoint for objects leads to this account's buckets",
  why: "Else a pod could copy a tenant's files into any bucket in the world",
  frameworks: [pillar("security")],
  remedy: "bind the S3 endpoint's policy to aws:ResourceAccount as well",
  checks: {
    aws: [
      onResource("aws:ec2/vpcEndpoint:VpcEndpoint", ({ inputs }) =>
        inputs.judged(() =>
          !inputs.text("serviceName").endsWith(".s3")
            ? []
            : eachStatement(inputs, "policy", (statement) =>
                findingIf(
                  statement.effect === "Allow" &&
                    statement.resources.includes("*") &&
                    !bound(statement, "aws:ResourceAccount"),
                  "",
                  "every bucket in the world",
                  "a condition on aws:ResourceAccount",
                ),
              ),
        ),
      ),
    ],
  },
};
