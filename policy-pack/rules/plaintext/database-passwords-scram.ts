import { parameterMustBe } from "../../database/parameters.ts";
import { settingMustBe } from "../../database/settings.ts";
import { azurePillar, pillar } from "../../frameworks.ts";
import { onResource, type Rule } from "../../rule.ts";

export const databasePasswordsScram: Rule = {
  name: "database-passwords-scram",
  threat: "plaintext",
  level: "advisory",
  severity: "medium",
  description: "A database checks passwords by SCRAM only",
  why: "An MD5 hash that leaks is as good as the password",
  frameworks: [pillar("security"), azurePillar("security")],
  remedy: "keep rds.accepted_password_auth_method at scram, azure.accepted_password_auth_method at scram-sha-256",
  checks: {
    aws: [
      onResource("aws:rds/parameterGroup:ParameterGroup", ({ inputs }) =>
        parameterMustBe(inputs, "rds.accepted_password_auth_method", ["scram"]),
      ),
    ],
    azure: [
      ...settingMustBe("azure.accepted_password_auth_method", ["scram-sha-256"]),
      ...settingMustBe("password_encryption", ["scram-sha-256"]),
    ],
  },
};
