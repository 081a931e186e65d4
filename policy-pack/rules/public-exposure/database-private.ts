import { cis, securityHub } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const databasePrivate: Rule = {
  name: "database-private",
  threat: "public-exposure",
  level: "mandatory",
  severity: "critical",
  description: "A database has no public address",
  why: "The internet tries passwords all day, and one flaw in PostgreSQL is enough",
  frameworks: [cis("2.2.3"), securityHub("RDS.2")],
  remedy: "leave publiclyAccessible at false and reach the database from inside the network",
  checks: {
    aws: [onResource("aws:rds/instance:Instance", ({ inputs }) => inputs.must("publiclyAccessible", is(false), false))],
  },
};
