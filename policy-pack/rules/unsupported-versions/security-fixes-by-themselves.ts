import * as types from "../../azure/types.ts";
import { azurePillar, cis, securityHub } from "../../frameworks.ts";
import { is, oneOf } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const securityFixesByThemselves: Rule = {
  name: "security-fixes-by-themselves",
  threat: "unsupported-versions",
  level: "mandatory",
  severity: "medium",
  description: "Minor versions with security fixes install themselves",
  why: "A fix that waits for somebody to remember it waits for ever",
  frameworks: [cis("2.2.2"), securityHub("RDS.13"), securityHub("ElastiCache.2"), azurePillar("security")],
  remedy: "leave autoMinorVersionUpgrade at true; on Azure upgradeChannel patch and nodeOSUpgradeChannel NodeImage",
  checks: {
    aws: [
      onResource(["aws:rds/instance:Instance", "aws:elasticache/replicationGroup:ReplicationGroup"], ({ inputs }) =>
        inputs.must("autoMinorVersionUpgrade", is(true), true),
      ),
    ],
    azure: [
      onResource(types.cluster, ({ inputs }) => [
        ...inputs.must("autoUpgradeProfile.upgradeChannel", oneOf("patch", "stable", "rapid"), "none"),
        ...inputs.must("autoUpgradeProfile.nodeOSUpgradeChannel", oneOf("NodeImage", "SecurityPatch"), "None"),
      ]),
    ],
  },
};
