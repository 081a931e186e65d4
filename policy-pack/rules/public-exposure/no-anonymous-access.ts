import { securityHub } from "../../frameworks.ts";
import { bound, eachStatement, type Statement } from "../../iam/document.ts";
import { resourcePolicies } from "../../iam/inputs.ts";
import { findingIf } from "../../judge/finding.ts";
import { onResource, type Rule } from "../../rule.ts";

/** Conditions that leave nobody but an account or an organization. */
const accountKeys = [
  "aws:PrincipalAccount",
  "aws:PrincipalOrgID",
  "aws:SourceAccount",
  "aws:SourceArn",
  "aws:SourceOwner",
];
const anybody = ({ principals, allBut }: Statement) =>
  allBut.length > 0 || principals.some(({ kind, id }) => kind === "AWS" && id === "*");

export const noAnonymousAccess: Rule = {
  name: "no-anonymous-access",
  threat: "public-exposure",
  level: "mandatory",
  severity: "critical",
  description: "No policy on a bucket, key or secret lets everybody in",
  why: "A policy that allows everybody needs no stolen credential",
  frameworks: [securityHub("S3.6"), securityHub("KMS.5")],
  remedy: "name the roles that may, or bind the statement to an account by a condition",
  checks: {
    aws: [
      onResource(resourcePolicies, ({ inputs }) =>
        eachStatement(inputs, "policy", (statement) =>
          findingIf(
            statement.effect === "Allow" && anybody(statement) && !bound(statement, ...accountKeys),
            "",
            "everybody is allowed",
            "named principals, or a condition on the account",
          ),
        ),
      ),
    ],
  },
};
