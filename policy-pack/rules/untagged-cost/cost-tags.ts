import { pillar } from "../../frameworks.ts";
import { findingIf } from "../../judge/finding.ts";
import type { Inputs } from "../../judge/inputs.ts";
import { isRecord } from "../../judge/inputs.ts";
import { structured } from "../../judge/subject.ts";
import { onEveryResource, onResource, type Rule } from "../../rule.ts";

const always = ["environment", "business-unit"];

function writtenTags(provider: Inputs): readonly string[] {
  const written = structured(provider, "defaultTags");
  return isRecord(written) && isRecord(written.tags) ? Object.keys(written.tags) : [];
}

export const costTags: Rule = {
  name: "cost-tags",
  threat: "untagged-cost",
  level: "mandatory",
  severity: "medium",
  description: "Everything says whose cost it is",
  why: "A bill that nobody can split is paid by nobody",
  frameworks: [pillar("cost")],
  remedy:
    "make it under the stack's own provider; give what belongs to one tenant its tag as well (components/tags.ts)",
  checks: {
    aws: [
      onResource("pulumi:providers:aws", (subject) => {
        const { inputs } = subject;
        return inputs.judged(() => {
          const missing = always.filter((tag) => !writtenTags(inputs).includes(tag));
          return findingIf(
            missing.length > 0,
            "defaultTags",
            `without ${missing.join(", ")}`,
            `with ${always.join(", ")}`,
          );
        });
      }),
      onEveryResource("aws", ({ inputs, defaultTags }) =>
        inputs.judged(() => {
          const missing = always.filter(
            (tag) =>
              defaultTags && !(tag in defaultTags) && !inputs.has(`tags.${tag}`) && !inputs.has(`tagsAll.${tag}`),
          );
          return findingIf(missing.length > 0, "tags", `without ${missing.join(", ")}`, `with ${always.join(", ")}`);
        }),
      ),
      onResource("aws:secretsmanager/secret:Secret", ({ inputs, defaultTags }) =>
        inputs.judged(() => {
          const tenant = /\/tenants\/([^/]+)\//.exec(inputs.text("name"))?.[1];
          const tagged = inputs.text("tags.tenant") || String(defaultTags?.tenant ?? "");
          return findingIf(
            tenant !== undefined && tagged !== tenant,
            "tags.tenant",
            tagged || undefined,
            String(tenant),
          );
        }),
      ),
    ],
  },
};
