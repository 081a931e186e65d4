import * as types from "../../azure/types.ts";
import { azurePillar } from "../../frameworks.ts";
import { oneOf } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const rightsToGroups: Rule = {
  name: "rights-to-groups",
  threat: "unattributable-access",
  level: "mandatory",
  severity: "high",
  description: "Rights go to groups and managed identities, not to single people",
  why: "A person's own right outlives the job; a group is looked through by name",
  frameworks: [azurePillar("security")],
  remedy: "name Entra groups in cluster.administrators and database.administrators",
  checks: {
    azure: [
      onResource(types.roleAssignment, ({ inputs }) =>
        inputs.must("principalType", oneOf("ServicePrincipal", "Group"), "User"),
      ),
      onResource("azure-native:dbforpostgresql:AdministratorsMicrosoftEntra", ({ inputs }) =>
        inputs.must("principalType", oneOf("Group", "ServicePrincipal")),
      ),
    ],
  },
};
