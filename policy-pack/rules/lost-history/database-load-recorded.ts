import { pillar, securityHub } from "../../frameworks.ts";
import { atLeast, is } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const databaseLoadRecorded: Rule = {
  name: "database-load-recorded",
  threat: "lost-history",
  level: "mandatory",
  severity: "medium",
  description: "A database records its load, and the machine's",
  why: '"It was slow on Friday" has no answer otherwise',
  frameworks: [securityHub("RDS.6"), pillar("operations")],
  remedy: "keep performanceInsightsEnabled and a monitoringInterval with its role",
  checks: {
    aws: [
      onResource("aws:rds/instance:Instance", ({ inputs }) => [
        ...inputs.must("performanceInsightsEnabled", is(true), false),
        ...inputs.must("monitoringInterval", atLeast(1, "second"), 0),
        ...inputs.mustHave("monitoringRoleArn", "a role for enhanced monitoring"),
      ]),
    ],
  },
};
