import * as types from "../../azure/types.ts";
import { azurePillar, cisAks } from "../../frameworks.ts";
import { oneOf } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const networkPoliciesEnforced: Rule = {
  name: "network-policies-enforced",
  threat: "network-planes-joined",
  level: "mandatory",
  severity: "critical",
  description: "The cluster enforces network policies",
  why: "Without an engine Kubernetes takes every NetworkPolicy and heeds none: tenants reach each other",
  frameworks: [azurePillar("security"), cisAks("5.4.4")],
  remedy: "keep networkPolicy cilium",
  checks: {
    azure: [
      onResource(types.cluster, ({ inputs }) =>
        inputs.must("networkProfile.networkPolicy", oneOf("cilium", "azure", "calico"), "none"),
      ),
    ],
  },
};
