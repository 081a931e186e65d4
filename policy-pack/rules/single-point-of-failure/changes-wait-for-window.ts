import { pillar } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const changesWaitForWindow: Rule = {
  name: "changes-wait-for-window",
  threat: "single-point-of-failure",
  level: "mandatory",
  severity: "medium",
  description: "In production a change that restarts a store waits for its maintenance window",
  why: "A restart in a receiving peak is an outage like any other",
  frameworks: [pillar("operations")],
  remedy: "leave applyImmediately at false and name a maintenance window",
  checks: {
    aws: [
      onResource(
        ["aws:rds/instance:Instance", "aws:elasticache/replicationGroup:ReplicationGroup"],
        ({ inputs, production }) => [
          ...inputs.mustHave("maintenanceWindow", "a weekly window in UTC"),
          ...(production ? inputs.must("applyImmediately", is(false), false) : []),
        ],
      ),
    ],
  },
};
