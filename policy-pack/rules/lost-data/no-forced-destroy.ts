import { pillar } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const noForcedDestroy: Rule = {
  name: "no-forced-destroy",
  threat: "lost-data",
  level: "mandatory",
  severity: "high",
  description: "Nothing is emptied so that it can be deleted",
  why: "A bucket or zone that still holds something is still needed",
  frameworks: [pillar("reliability")],
  remedy: "leave forceDestroy at false",
  checks: {
    aws: [
      onResource(["aws:s3/bucket:Bucket", "aws:route53/zone:Zone"], ({ inputs }) =>
        inputs.must("forceDestroy", is(false), false),
      ),
    ],
  },
};
