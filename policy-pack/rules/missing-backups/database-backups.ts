import { isCopy as isInstanceCopy } from "../../aws/instances.ts";
import { isCopy as isServerCopy } from "../../azure/servers.ts";
import * as types from "../../azure/types.ts";
import { azurePillar, securityHub } from "../../frameworks.ts";
import { atLeast } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const databaseBackups: Rule = {
  name: "database-backups",
  threat: "missing-backups",
  level: "mandatory",
  severity: "critical",
  description: "A database can be brought back to any minute of the last days",
  why: "Nightly dumps alone lose a day of orders",
  frameworks: [securityHub("RDS.11"), azurePillar("reliability")],
  remedy: "set database.recoveryDays to 7 or more in production, to 1 or more elsewhere",
  checks: {
    aws: [
      onResource("aws:rds/instance:Instance", ({ inputs, production }) =>
        isInstanceCopy({ inputs }) ? [] : inputs.must("backupRetentionPeriod", atLeast(production ? 7 : 1, "days"), 0),
      ),
    ],
    azure: [
      onResource(types.databaseServer, (server) =>
        isServerCopy(server) ? [] : server.inputs.must("backup.backupRetentionDays", atLeast(7, "days"), 7),
      ),
    ],
  },
};
