import { isCopy } from "../../azure/servers.ts";
import * as types from "../../azure/types.ts";
import { azurePillar } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const databasePeopleByDirectory: Rule = {
  name: "database-people-by-directory",
  threat: "unattributable-access",
  level: "mandatory",
  severity: "medium",
  description: "People log in to a database as themselves",
  why: "Whoever shares the administrator's password acts under its name",
  frameworks: [azurePillar("security")],
  remedy: "keep activeDirectoryAuth Enabled, and name the groups that may in database.administrators",
  checks: {
    azure: [
      onResource(types.databaseServer, (server) =>
        isCopy(server) ? [] : server.inputs.must("authConfig.activeDirectoryAuth", is("Enabled"), "Disabled"),
      ),
    ],
  },
};
