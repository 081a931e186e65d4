import * as types from "../../azure/types.ts";
import { azurePillar, securityHub } from "../../frameworks.ts";
import { atLeast, is } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const cacheSnapshots: Rule = {
  name: "cache-snapshots",
  threat: "missing-backups",
  level: "advisory",
  severity: "low",
  description: "A cache is snapshotted every day",
  why: "Sessions can be lost, but a snapshot shows what was there",
  frameworks: [securityHub("ElastiCache.1"), azurePillar("reliability")],
  remedy: "leave snapshotRetentionLimit at 1 day or more; on Azure persistence.rdbEnabled",
  checks: {
    aws: [
      onResource("aws:elasticache/replicationGroup:ReplicationGroup", ({ inputs }) =>
        inputs.must("snapshotRetentionLimit", atLeast(1, "day"), 0),
      ),
    ],
    azure: [onResource(types.cacheDatabase, ({ inputs }) => inputs.must("persistence.rdbEnabled", is(true), false))],
  },
};
