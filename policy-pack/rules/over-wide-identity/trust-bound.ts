import { pillar } from "../../frameworks.ts";
import { eachStatement } from "../../iam/document.ts";
import { accountsOf, trustProblem } from "../../iam/trust.ts";
import { findingIf } from "../../judge/finding.ts";
import { onResource, type Rule } from "../../rule.ts";

export const trustBound: Rule = {
  name: "trust-bound",
  threat: "over-wide-identity",
  level: "mandatory",
  severity: "critical",
  description: "A role is taken on only by whom it was made for",
  why: "Whoever may assume a role has all that it may",
  frameworks: [pillar("security")],
  remedy: "name a role of this account, or bind a service to its account, cluster and service account by conditions",
  checks: {
    aws: [
      onResource("aws:iam/role:Role", ({ inputs, provider }) =>
        eachStatement(inputs, "assumeRolePolicy", (statement) =>
          statement.effect === "Deny"
            ? []
            : [
                ...findingIf(
                  statement.allBut.length > 0,
                  "",
                  `everything but ${statement.allBut.join(", ")}`,
                  "who is trusted, by name",
                ),
                ...statement.principals.flatMap((principal) =>
                  trustProblem(principal, statement, provider ? accountsOf(provider) : []),
                ),
              ],
        ),
      ),
    ],
  },
};
