import { pillar } from "../../frameworks.ts";
import { bound, eachStatement, type Statement } from "../../iam/document.ts";
import { findingIf } from "../../judge/finding.ts";
import { onResource, type Rule } from "../../rule.ts";

/** Layers of images come as signed links out of a bucket of AWS, which knows no principal of ours. */
const readsOneBucket = ({ actions, resources }: Statement) =>
  actions.every((action) => action === "s3:GetObject") &&
  resources.every((arn) => /^arn:aws:s3:::[^*]+\/\*$/.test(arn));

export const privateEndpointsOwnAccount: Rule = {
  name: "private-endpoints-own-account",
  threat: "over-wide-identity",
  level: "mandatory",
  severity: "high",
  description: "Private endpoints pass only this account's identities",
  why: "With an open endpoint, stolen credentials of another account carry data out without touching the internet",
  frameworks: [pillar("security")],
  remedy: "keep the endpoint policies of components/aws/endpoint-policies.ts",
  checks: {
    aws: [
      onResource("aws:ec2/vpcEndpoint:VpcEndpoint", ({ inputs }) => [
        ...inputs.mustHave("policy", "a policy bound to the stack's own account"),
        ...eachStatement(inputs, "policy", (statement) =>
          findingIf(
            statement.effect === "Allow" &&
              !bound(statement, "aws:PrincipalAccount", "aws:PrincipalOrgID") &&
              !readsOneBucket(statement),
            "",
            "every account passes",
            "a condition on aws:PrincipalAccount",
          ),
        ),
      ]),
    ],
  },
};
