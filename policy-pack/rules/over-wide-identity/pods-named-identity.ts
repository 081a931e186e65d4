import { azurePillar, cisAks, cisEks, pillar } from "../../frameworks.ts";
import { findingIf } from "../../judge/finding.ts";
import { onResource, type Rule } from "../../rule.ts";

export const podsNamedIdentity: Rule = {
  name: "pods-named-identity",
  threat: "over-wide-identity",
  level: "mandatory",
  severity: "high",
  description: "A cloud identity belongs to a service account made for it",
  why: "Every pod that names none runs as the service account `default`",
  frameworks: [pillar("security"), azurePillar("security"), cisEks("5.2.1"), cisAks("5.2.1")],
  remedy: "name the workload's own service account",
  checks: {
    aws: [
      onResource("aws:eks/podIdentityAssociation:PodIdentityAssociation", ({ inputs }) =>
        inputs.judged(() =>
          findingIf(
            ["default", "*", ""].includes(inputs.text("serviceAccount")),
            "serviceAccount",
            inputs.text("serviceAccount"),
            "the workload's own service account",
          ),
        ),
      ),
    ],
    azure: [
      onResource("azure-native:managedidentity:FederatedIdentityCredential", ({ inputs }) =>
        inputs.judged(() => {
          const account = inputs.text("subject").split(":")[3] ?? "";
          return findingIf(
            ["default", "*", ""].includes(account),
            "subject",
            account,
            "the workload's own service account",
          );
        }),
      ),
    ],
  },
};
