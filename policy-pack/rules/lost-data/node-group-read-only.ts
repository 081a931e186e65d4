import * as types from "../../azure/types.ts";
import { azurePillar } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const nodeGroupReadOnly: Rule = {
  name: "node-group-read-only",
  threat: "lost-data",
  level: "advisory",
  severity: "medium",
  description: "What AKS makes for a cluster is changed by AKS alone",
  why: "The disks of every tenant's volumes lie in that group, one click from their end",
  frameworks: [azurePillar("reliability")],
  remedy: "keep nodeResourceGroupProfile.restrictionLevel ReadOnly",
  checks: {
    azure: [
      onResource(types.cluster, ({ inputs }) =>
        inputs.must("nodeResourceGroupProfile.restrictionLevel", is("ReadOnly"), "Unrestricted"),
      ),
    ],
  },
};
