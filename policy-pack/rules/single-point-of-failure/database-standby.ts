import { isCopy as isInstanceCopy } from "../../aws/instances.ts";
import { isPromoted, isCopy as isServerCopy } from "../../azure/servers.ts";
import * as types from "../../azure/types.ts";
import { azurePillar, cis, securityHub } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const databaseStandby: Rule = {
  name: "database-standby",
  threat: "single-point-of-failure",
  level: "mandatory",
  severity: "high",
  description: "A production database has a standby in another zone, unless its tier is restore",
  why: "One lost zone would stop every warehouse",
  frameworks: [cis("2.2.4"), securityHub("RDS.5"), azurePillar("reliability")],
  remedy: "set database.standby",
  checks: {
    aws: [
      onResource("aws:rds/instance:Instance", ({ inputs, redundant }) =>
        !redundant || isInstanceCopy({ inputs }) ? [] : inputs.must("multiAz", is(true), false),
      ),
    ],
    azure: [
      onResource(types.databaseServer, (server) =>
        // Azure refuses a standby along with a promotion: the next update brings it.
        !server.redundant || isServerCopy(server) || isPromoted(server)
          ? []
          : server.inputs.must("highAvailability.mode", is("ZoneRedundant"), "Disabled"),
      ),
    ],
  },
};
