import { parameterMustBe } from "../../database/parameters.ts";
import { settingMustBe } from "../../database/settings.ts";
import { azurePillar, pillar } from "../../frameworks.ts";
import { onResource, type Rule } from "../../rule.ts";

export const databaseTlsOnly: Rule = {
  name: "database-tls-only",
  threat: "plaintext",
  level: "mandatory",
  severity: "high",
  description: "A database refuses connections without TLS",
  why: "Passwords and orders would cross the network readable",
  frameworks: [pillar("security"), azurePillar("security")],
  remedy:
    "keep rds.force_ssl at 1 in the instance's own parameter group, require_secure_transport on at Azure's server",
  checks: {
    aws: [
      onResource("aws:rds/parameterGroup:ParameterGroup", ({ inputs }) =>
        parameterMustBe(inputs, "rds.force_ssl", ["1"]),
      ),
      onResource("aws:rds/instance:Instance", ({ inputs }) =>
        inputs.mustHave("parameterGroupName", "a parameter group of its own"),
      ),
    ],
    azure: [
      ...settingMustBe("require_secure_transport", ["on"]),
      ...settingMustBe("ssl_min_protocol_version", ["TLSv1.2", "TLSv1.3"]),
    ],
  },
};
