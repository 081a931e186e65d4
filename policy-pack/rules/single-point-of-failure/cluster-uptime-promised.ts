import * as types from "../../azure/types.ts";
import { azurePillar } from "../../frameworks.ts";
import { oneOf } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const clusterUptimePromised: Rule = {
  name: "cluster-uptime-promised",
  threat: "single-point-of-failure",
  level: "mandatory",
  severity: "medium",
  description: "A production cluster's API has a promised uptime, over all zones",
  why: "Without it nobody can say when pods are placed again after a failure",
  frameworks: [azurePillar("reliability")],
  remedy: "keep the tier Standard",
  checks: {
    azure: [
      onResource(types.cluster, ({ inputs, production }) =>
        production ? inputs.must("sku.tier", oneOf("Standard", "Premium"), "Free") : [],
      ),
    ],
  },
};
