import { pillar } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const zonalShiftEnabled: Rule = {
  name: "zonal-shift-enabled",
  threat: "single-point-of-failure",
  level: "advisory",
  severity: "medium",
  description: "AWS may steer a production cluster away from a failing zone",
  why: "A zone that is half broken is worse than one that is gone",
  frameworks: [pillar("reliability")],
  remedy: "keep zonalShiftConfig.enabled",
  checks: {
    aws: [
      onResource("aws:eks/cluster:Cluster", ({ inputs, production }) =>
        production ? inputs.must("zonalShiftConfig.enabled", is(true), false) : [],
      ),
    ],
  },
};
