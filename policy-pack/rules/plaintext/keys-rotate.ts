import { cis } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const keysRotate: Rule = {
  name: "keys-rotate",
  threat: "plaintext",
  level: "mandatory",
  severity: "medium",
  description: "Keys change their material every year",
  why: "A key that leaked once would open everything that is ever written",
  frameworks: [cis("3.6")],
  remedy: "set enableKeyRotation",
  checks: { aws: [onResource("aws:kms/key:Key", ({ inputs }) => inputs.must("enableKeyRotation", is(true), false))] },
};
