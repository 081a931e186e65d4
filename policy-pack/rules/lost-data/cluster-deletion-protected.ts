import { pillar } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const clusterDeletionProtected: Rule = {
  name: "cluster-deletion-protected",
  threat: "lost-data",
  level: "mandatory",
  severity: "medium",
  description: "A production cluster cannot be deleted by one call",
  why: "With the cluster go the volumes and load balancers of every tenant",
  frameworks: [pillar("reliability")],
  remedy: "set deletionProtection",
  checks: {
    aws: [
      onResource("aws:eks/cluster:Cluster", ({ inputs, production }) =>
        production ? inputs.must("deletionProtection", is(true), false) : [],
      ),
    ],
  },
};
