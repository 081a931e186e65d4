import { pillar } from "../../frameworks.ts";
import { onResource, type Rule } from "../../rule.ts";

export const logsEncrypted: Rule = {
  name: "logs-encrypted",
  threat: "plaintext",
  level: "mandatory",
  severity: "medium",
  description: "Logs are encrypted with the platform's key",
  why: "Logs hold names, addresses and statements with data in them",
  frameworks: [pillar("security")],
  remedy: "set kmsKeyId of the log group to the platform's data key",
  checks: {
    aws: [
      onResource("aws:cloudwatch/logGroup:LogGroup", ({ inputs }) =>
        inputs.mustHave("kmsKeyId", "the ARN of the platform's data key"),
      ),
    ],
  },
};
