import { mustSend } from "../../azure/diagnostics.ts";
import * as types from "../../azure/types.ts";
import { azurePillar, pillar } from "../../frameworks.ts";
import { findingIf } from "../../judge/finding.ts";
import { onResource, type Rule } from "../../rule.ts";

export const cacheLogsKept: Rule = {
  name: "cache-logs-kept",
  threat: "lost-history",
  level: "advisory",
  severity: "low",
  description: "A cache sends the logs that it has out of the node",
  why: "A replaced node takes its logs along",
  frameworks: [pillar("operations"), azurePillar("operations")],
  remedy: "keep logDeliveryConfigurations for slow-log and engine-log; on Azure the diagnostic setting",
  checks: {
    aws: [
      onResource("aws:elasticache/replicationGroup:ReplicationGroup", ({ inputs }) =>
        inputs.judged(() => {
          const kept = inputs.elements("logDeliveryConfigurations").map((delivery) => delivery.text("logType"));
          return ["slow-log", "engine-log"].flatMap((log) =>
            findingIf(!kept.includes(log), "logDeliveryConfigurations", kept, `with ${log}`),
          );
        }),
      ),
    ],
    azure: [mustSend(types.cacheDatabase, ["ConnectionEvents"])],
  },
};
