import { securityHub } from "../../frameworks.ts";
import { atLeast } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const logRetention: Rule = {
  name: "log-retention",
  threat: "lost-history",
  level: "mandatory",
  severity: "medium",
  description: "Logs are kept long enough to investigate, and not for ever",
  why: "A break-in is noticed after weeks; a log without an end costs more every month",
  frameworks: [securityHub("CloudWatch.16")],
  remedy: "set the days of logs to 365 or more in production, to 30 or more elsewhere",
  checks: {
    aws: [
      onResource("aws:cloudwatch/logGroup:LogGroup", ({ inputs, production }) =>
        inputs.must("retentionInDays", atLeast(production ? 365 : 30, "days"), 0),
      ),
    ],
  },
};
