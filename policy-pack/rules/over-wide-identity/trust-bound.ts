import { azurePillar, pillar } from "../../frameworks.ts";
import { eachStatement } from "../../iam/document.ts";
import { accountsOf, trustProblem } from "../../iam/trust.ts";
import { findingIf } from "../../judge/finding.ts";
import { onResource, type Rule } from "../../rule.ts";

/** Of AKS, or of EKS where a platform there brings copies of its backups. */
const clusterIssuer =
  /^https:\/\/([a-z0-9-]+\.oic\.prod-aks\.azure\.com\/.|oidc\.eks\.[a-z0-9-]+\.amazonaws\.com\/id\/[0-9A-Z]+$)/;
const oneServiceAccount = /^system:serviceaccount:[a-z0-9-]+:[a-z0-9.-]+$/;
/** The only audience that Entra takes tokens for ("Configure a federated identity credential", Microsoft Learn, November 2026). */
const exchange = "api://AzureADTokenExchange";

export const trustBound: Rule = {
  name: "trust-bound",
  threat: "over-wide-identity",
  level: "mandatory",
  severity: "critical",
  description: "A role is taken on only by whom it was made for",
  why: "Whoever may assume a role has all that it may",
  frameworks: [pillar("security"), azurePillar("security")],
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
    azure: [
      onResource("azure-native:managedidentity:FederatedIdentityCredential", ({ inputs }) => [
        ...inputs.judged(() =>
          findingIf(
            !clusterIssuer.test(inputs.text("issuer")),
            "issuer",
            inputs.text("issuer"),
            "the issuer of an AKS or EKS cluster",
          ),
        ),
        ...inputs.judged(() =>
          findingIf(
            !oneServiceAccount.test(inputs.text("subject")),
            "subject",
            inputs.text("subject"),
            "system:serviceaccount:<namespace>:<name>",
          ),
        ),
        ...inputs.judged(() =>
          findingIf(inputs.texts("audiences").join() !== exchange, "audiences", inputs.texts("audiences"), exchange),
        ),
        ...inputs.mustLack("claimsMatchingExpression", "a pattern of subjects"),
      ]),
    ],
  },
};
