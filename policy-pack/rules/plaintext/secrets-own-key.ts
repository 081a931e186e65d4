import { pillar } from "../../frameworks.ts";
import { onResource, type Rule } from "../../rule.ts";

export const secretsOwnKey: Rule = {
  name: "secrets-own-key",
  threat: "plaintext",
  level: "mandatory",
  severity: "high",
  description: "Secrets are encrypted with the platform's key",
  why: "AWS's own key opens to every identity of the account that may read secrets",
  frameworks: [pillar("security")],
  remedy: "write secrets through the Secrets component, which names the data key",
  checks: {
    aws: [
      onResource("aws:secretsmanager/secret:Secret", ({ inputs }) =>
        inputs.mustHave("kmsKeyId", "the ARN of the platform's data key"),
      ),
    ],
  },
};
