import { mustSend } from "../../azure/diagnostics.ts";
import { isCopy } from "../../azure/servers.ts";
import * as types from "../../azure/types.ts";
import { azurePillar, securityHub } from "../../frameworks.ts";
import { holding } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const databaseLogsKept: Rule = {
  name: "database-logs-kept",
  threat: "lost-history",
  level: "mandatory",
  severity: "medium",
  description: "A database sends its logs out of the instance",
  why: "On the instance they are gone after a few days, and with the instance",
  frameworks: [securityHub("RDS.9"), securityHub("RDS.36"), azurePillar("operations")],
  remedy: "keep enabledCloudwatchLogsExports with postgresql and upgrade; on Azure the diagnostic setting",
  checks: {
    aws: [
      onResource("aws:rds/instance:Instance", ({ inputs }) =>
        inputs.must("enabledCloudwatchLogsExports", holding("postgresql", "upgrade"), []),
      ),
    ],
    azure: [mustSend(types.databaseServer, ["PostgreSQLLogs"], (server) => !isCopy(server))],
  },
};
