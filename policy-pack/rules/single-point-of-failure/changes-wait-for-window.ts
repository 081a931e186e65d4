import { isCopy } from "../../azure/servers.ts";
import * as types from "../../azure/types.ts";
import { azurePillar, pillar } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import { findingIf } from "../../judge/finding.ts";
import { inStack, onResource, type Rule } from "../../rule.ts";

export const changesWaitForWindow: Rule = {
  name: "changes-wait-for-window",
  threat: "single-point-of-failure",
  level: "mandatory",
  severity: "medium",
  description: "In production a change that restarts a store or its nodes waits for its maintenance window",
  why: "A restart in a receiving peak is an outage like any other",
  frameworks: [pillar("operations"), azurePillar("operations")],
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
    azure: [
      onResource(types.databaseServer, (server) =>
        isCopy(server) ? [] : server.inputs.must("maintenanceWindow.customWindow", is("Enabled"), "Disabled"),
      ),
      inStack(types.cluster, (owner, stack) => {
        const planned = stack
          .linking(owner, "azure-native:containerservice:MaintenanceConfiguration", "resourceName")
          .map(({ inputs }) => inputs.text("configName") || inputs.text("name"));
        return ["aksManagedAutoUpgradeSchedule", "aksManagedNodeOSUpgradeSchedule"].flatMap((schedule) =>
          findingIf(!planned.includes(schedule), "maintenance window", planned, `with ${schedule}`),
        );
      }),
    ],
  },
};
