import { mustSend } from "../../azure/diagnostics.ts";
import * as types from "../../azure/types.ts";
import { azurePillar, cisAks, cisEks, securityHub } from "../../frameworks.ts";
import { holding } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const clusterActionsRecorded: Rule = {
  name: "cluster-actions-recorded",
  threat: "lost-history",
  level: "mandatory",
  severity: "high",
  description: "The cluster records who asked its API for what",
  why: "Without the audit log a deletion has no author",
  frameworks: [securityHub("EKS.8"), azurePillar("security"), cisEks("2.1.1"), cisAks("2.1.1")],
  remedy: "keep all five control-plane logs",
  checks: {
    aws: [
      onResource("aws:eks/cluster:Cluster", ({ inputs }) =>
        inputs.must(
          "enabledClusterLogTypes",
          holding("api", "audit", "authenticator", "controllerManager", "scheduler"),
          [],
        ),
      ),
    ],
    azure: [
      mustSend(types.cluster, [
        "kube-apiserver",
        "kube-audit-admin",
        "guard",
        "kube-controller-manager",
        "kube-scheduler",
      ]),
    ],
  },
};
