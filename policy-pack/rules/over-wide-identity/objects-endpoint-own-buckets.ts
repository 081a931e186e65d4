import * as types from "../../azure/types.ts";
import { cisAzure, pillar } from "../../frameworks.ts";
import { bound, eachStatement } from "../../iam/document.ts";
import { is } from "../../judge/expectations.ts";
import { findingIf } from "../../judge/finding.ts";
import { inStack, onResource, type Rule } from "../../rule.ts";

const services = [types.storageAccount, types.vault, types.cacheInstance];

export const objectsEndpointOwnBuckets: Rule = {
  name: "objects-endpoint-own-buckets",
  threat: "over-wide-identity",
  level: "mandatory",
  severity: "high",
  description: "The endpoint for objects leads to this account's buckets",
  why: "Else a pod could copy a tenant's files into any bucket in the world",
  frameworks: [pillar("security"), cisAzure("9.3.7")],
  remedy:
    "bind the S3 endpoint's policy to aws:ResourceAccount as well; on Azure let private endpoints lead to the stack's own services",
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
    azure: [
      onResource(types.storageAccount, ({ inputs }) => inputs.must("allowCrossTenantReplication", is(false), true)),
      onResource(types.privateEndpoint, ({ inputs }) =>
        inputs.mustLack("manualPrivateLinkServiceConnections", "a connection that somebody else approves"),
      ),
      inStack(types.privateEndpoint, (endpoint, stack) =>
        findingIf(
          !services.some((type) => stack.linked(endpoint, "privateLinkServiceConnections", type).length > 0),
          "privateLinkServiceConnections",
          "a service of another stack",
          "an account, vault or cache of this one",
        ),
      ),
    ],
  },
};
