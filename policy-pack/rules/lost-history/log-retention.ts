import { holdsObjects } from "../../azure/accounts.ts";
import * as types from "../../azure/types.ts";
import { cisAzure, securityHub } from "../../frameworks.ts";
import { atLeast } from "../../judge/expectations.ts";
import { findingIf } from "../../judge/finding.ts";
import { inStack, onResource, type Rule } from "../../rule.ts";

export const logRetention: Rule = {
  name: "log-retention",
  threat: "lost-history",
  level: "mandatory",
  severity: "medium",
  description: "Logs are kept long enough to investigate, and not for ever",
  why: "A break-in is noticed after weeks; a log without an end costs more every month",
  frameworks: [securityHub("CloudWatch.16"), cisAzure("7.8")],
  remedy: "set the days of logs to 365 or more in production, to 30 or more elsewhere",
  checks: {
    aws: [
      onResource("aws:cloudwatch/logGroup:LogGroup", ({ inputs, production }) =>
        inputs.must("retentionInDays", atLeast(production ? 365 : 30, "days"), 0),
      ),
    ],
    azure: [
      onResource(types.workspace, ({ inputs, production }) =>
        inputs.must("retentionInDays", atLeast(production ? 365 : 30, "days"), 30),
      ),
      inStack(types.storageAccount, (account, stack) => {
        if (holdsObjects(account)) return [];
        const rules = stack
          .linking(account, types.lifecycle, "accountName")
          .flatMap(({ inputs }) => inputs.elements("policy.rules"));
        const path = "definition.actions.baseBlob.delete.daysAfterModificationGreaterThan";
        return rules.length === 0
          ? findingIf(true, "lifecycle", undefined, "one that ends old records")
          : rules.flatMap((rule) => rule.must(path, atLeast(account.production ? 365 : 30, "days")));
      }),
    ],
  },
};
