import { pillar } from "../../frameworks.ts";
import { findingIf } from "../../judge/finding.ts";
import { structured } from "../../judge/subject.ts";
import { onEveryResource, onResource, type Rule } from "../../rule.ts";

export const accountPinned: Rule = {
  name: "account-pinned",
  threat: "wrong-account",
  level: "mandatory",
  severity: "critical",
  description: "A stack works in its own account and refuses any other",
  why: "With the wrong profile in the shell, staging would be built in production",
  frameworks: [pillar("security")],
  remedy: "make resources under the stack's own provider (components/aws/provider.ts)",
  checks: {
    aws: [
      onResource("pulumi:providers:aws", ({ inputs }) =>
        inputs.judged(() => {
          const allowed = structured(inputs, "allowedAccountIds");
          return findingIf(
            !Array.isArray(allowed) || allowed.length !== 1,
            "allowedAccountIds",
            allowed,
            "the stack's own account, and no other",
          );
        }),
      ),
      onEveryResource("aws", ({ provider }) =>
        findingIf(
          provider !== undefined && !provider.has("allowedAccountIds"),
          "provider",
          "one that works in any account",
          "the stack's own",
        ),
      ),
    ],
  },
};
