import * as types from "../../azure/types.ts";
import { cisAzure, securityHub } from "../../frameworks.ts";
import { atLeast, is } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const deletionCanBeUndone: Rule = {
  name: "deletion-can-be-undone",
  threat: "lost-data",
  level: "mandatory",
  severity: "high",
  description: "A deleted key or secret can be brought back for a week at least",
  why: "Without its key every backup is noise",
  frameworks: [securityHub("KMS.3"), cisAzure("8.3.5")],
  remedy: "leave secrets.recoveryDays at 7 or more",
  checks: {
    aws: [
      onResource("aws:kms/key:Key", ({ inputs }) => [
        ...inputs.must("deletionWindowInDays", atLeast(7, "days"), 30),
        ...inputs.must("bypassPolicyLockoutSafetyCheck", is(false), false),
      ]),
      onResource("aws:secretsmanager/secret:Secret", ({ inputs }) =>
        inputs.must("recoveryWindowInDays", atLeast(7, "days"), 30),
      ),
    ],
    azure: [
      onResource(types.vault, ({ inputs }) => [
        ...inputs.must("properties.enableSoftDelete", is(true), true),
        ...inputs.must("properties.enablePurgeProtection", is(true), false),
        ...inputs.must("properties.softDeleteRetentionInDays", atLeast(7, "days"), 90),
      ]),
    ],
  },
};
