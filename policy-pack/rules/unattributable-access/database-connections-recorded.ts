import { parameterMustBe } from "../../database/parameters.ts";
import { settingMustBe } from "../../database/settings.ts";
import { azurePillar, pillar } from "../../frameworks.ts";
import { onResource, type Rule } from "../../rule.ts";

export const databaseConnectionsRecorded: Rule = {
  name: "database-connections-recorded",
  threat: "unattributable-access",
  level: "mandatory",
  severity: "medium",
  description: "A database records who connected, and who changed its schema",
  why: "Without it nobody knows whose session did it",
  frameworks: [pillar("security"), azurePillar("security")],
  remedy: "keep log_connections, log_disconnections and log_statement as components/postgresql.ts has them",
  checks: {
    aws: [
      onResource("aws:rds/parameterGroup:ParameterGroup", ({ inputs }) => [
        ...parameterMustBe(inputs, "log_connections", ["1", "on", "all"]),
        ...parameterMustBe(inputs, "log_disconnections", ["1", "on"]),
        ...parameterMustBe(inputs, "log_statement", ["ddl", "mod", "all"]),
      ]),
    ],
    azure: [
      ...settingMustBe("log_connections", ["on"]),
      ...settingMustBe("log_disconnections", ["on"]),
      ...settingMustBe("log_statement", ["ddl", "mod", "all"]),
    ],
  },
};
