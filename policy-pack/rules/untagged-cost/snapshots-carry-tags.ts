import { securityHub } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const snapshotsCarryTags: Rule = {
  name: "snapshots-carry-tags",
  threat: "untagged-cost",
  level: "advisory",
  severity: "low",
  description: "A database's snapshots carry its tags",
  why: "A snapshot that outlives its database would belong to nobody",
  frameworks: [securityHub("RDS.17")],
  remedy: "leave copyTagsToSnapshot at true",
  checks: {
    aws: [onResource("aws:rds/instance:Instance", ({ inputs }) => inputs.must("copyTagsToSnapshot", is(true), false))],
  },
};
