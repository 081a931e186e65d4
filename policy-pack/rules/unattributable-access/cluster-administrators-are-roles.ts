import { cis } from "../../frameworks.ts";
import { findingIf } from "../../judge/finding.ts";
import { onResource, type Rule } from "../../rule.ts";

export const clusterAdministratorsAreRoles: Rule = {
  name: "cluster-administrators-are-roles",
  threat: "unattributable-access",
  level: "mandatory",
  severity: "high",
  description: "Only roles get into the cluster",
  why: "A role is taken on under a name and for hours; a user's key lies around for years",
  frameworks: [cis("1.20")],
  remedy: "name roles in cluster.administrators",
  checks: {
    aws: [
      onResource("aws:eks/accessEntry:AccessEntry", ({ inputs }) => [
        ...inputs.judged(() =>
          findingIf(
            !/:(role|assumed-role)\//.test(inputs.text("principalArn")),
            "principalArn",
            inputs.text("principalArn"),
            "the ARN of a role",
          ),
        ),
        ...inputs.judged(() =>
          findingIf(
            inputs.texts("kubernetesGroups").includes("system:masters"),
            "kubernetesGroups",
            "system:masters",
            "an access policy association",
          ),
        ),
      ]),
    ],
  },
};
