import { cis, securityHub } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const securityFixesByThemselves: Rule = {
  name: "security-fixes-by-themselves",
  threat: "unsupported-versions",
  level: "mandatory",
  severity: "medium",
  description: "Minor versions with security fixes install themselves",
  why: "A fix that waits for somebody to remember it waits for ever",
  frameworks: [cis("2.2.2"), securityHub("RDS.13"), securityHub("ElastiCache.2")],
  remedy: "leave autoMinorVersionUpgrade at true",
  checks: {
    aws: [
      onResource(["aws:rds/instance:Instance", "aws:elasticache/replicationGroup:ReplicationGroup"], ({ inputs }) =>
        inputs.must("autoMinorVersionUpgrade", is(true), true),
      ),
    ],
  },
};
