import * as types from "../../azure/types.ts";
import { azurePillar, securityHub } from "../../frameworks.ts";
import { atLeast, is } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const cacheReplicas: Rule = {
  name: "cache-replicas",
  threat: "single-point-of-failure",
  level: "mandatory",
  severity: "high",
  description: "A production cache fails over to another zone, unless its tier is restore",
  why: "One lost node would log everybody out in the middle of a shift",
  frameworks: [securityHub("ElastiCache.3"), azurePillar("reliability")],
  remedy: "set cache.replicas to 1 or more",
  checks: {
    aws: [
      onResource("aws:elasticache/replicationGroup:ReplicationGroup", ({ inputs, redundant }) =>
        !redundant
          ? []
          : [
              ...inputs.must("automaticFailoverEnabled", is(true), false),
              ...inputs.must("multiAzEnabled", is(true), false),
              ...inputs.judged(() =>
                inputs.has("replicasPerNodeGroup") ? [] : inputs.must("numCacheClusters", atLeast(2, "nodes"), 1),
              ),
            ],
      ),
    ],
    azure: [
      onResource(types.cacheInstance, ({ inputs, redundant }) =>
        redundant ? inputs.must("highAvailability", is("Enabled"), "Enabled") : [],
      ),
    ],
  },
};
