import * as types from "../../azure/types.ts";
import { azurePillar, cis, securityHub } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import { findingIf } from "../../judge/finding.ts";
import { onResource, type Rule } from "../../rule.ts";

export const databasePrivate: Rule = {
  name: "database-private",
  threat: "public-exposure",
  level: "mandatory",
  severity: "critical",
  description: "A database has no public address",
  why: "The internet tries passwords all day, and one flaw in PostgreSQL is enough",
  frameworks: [cis("2.2.3"), securityHub("RDS.2"), azurePillar("security")],
  remedy:
    "keep publiclyAccessible at false, or publicNetworkAccess at Disabled, and reach the database from inside the network",
  checks: {
    aws: [onResource("aws:rds/instance:Instance", ({ inputs }) => inputs.must("publiclyAccessible", is(false), false))],
    azure: [
      onResource(types.databaseServer, ({ inputs }) => [
        ...inputs.must("network.publicNetworkAccess", is("Disabled"), "Enabled"),
        ...inputs.mustHave("network.delegatedSubnetResourceId", "the subnet that belongs to PostgreSQL"),
      ]),
      onResource("azure-native:dbforpostgresql:FirewallRule", ({ type }) =>
        findingIf(true, "this resource", type, "none: it opens the public side"),
      ),
    ],
  },
};
