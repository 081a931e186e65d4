import { isCopy as isInstanceCopy } from "../../aws/instances.ts";
import { isCopy as isServerCopy } from "../../azure/servers.ts";
import * as types from "../../azure/types.ts";
import { azurePillar, pillar, securityHub } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const standardSupportOnly: Rule = {
  name: "standard-support-only",
  threat: "unsupported-versions",
  level: "mandatory",
  severity: "medium",
  description: "Cluster and database stay in standard support",
  why: "Extended support costs several times as much and ends in a forced upgrade",
  frameworks: [securityHub("EKS.2"), pillar("cost"), azurePillar("cost")],
  remedy:
    "keep upgradePolicy STANDARD and engineLifecycleSupport open-source-rds-extended-support-disabled, on Azure supportPlan KubernetesOfficial, and upgrade in time",
  checks: {
    aws: [
      onResource("aws:eks/cluster:Cluster", ({ inputs }) => [
        ...inputs.must("upgradePolicy.supportType", is("STANDARD"), "EXTENDED"),
        ...inputs.mustHave("version", "a Kubernetes minor version"),
      ]),
      onResource("aws:rds/instance:Instance", ({ inputs }) =>
        isInstanceCopy({ inputs })
          ? []
          : inputs.must(
              "engineLifecycleSupport",
              is("open-source-rds-extended-support-disabled"),
              "open-source-rds-extended-support",
            ),
      ),
    ],
    azure: [
      onResource(types.cluster, ({ inputs }) => [
        ...inputs.must("supportPlan", is("KubernetesOfficial"), "KubernetesOfficial"),
        ...inputs.mustHave("kubernetesVersion", "a Kubernetes minor version"),
      ]),
      onResource(types.databaseServer, (server) =>
        isServerCopy(server) ? [] : server.inputs.mustHave("version", "a major version of PostgreSQL"),
      ),
    ],
  },
};
