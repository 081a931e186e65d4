/** Exempt violations stop nothing and stay visible; exemptions that nothing needs are named, so that they go. */
import type { Exemption } from "../../stacks/exemptions.ts";
import type { Rule } from "../rule.ts";
import { type Exemptions, resourceOf } from "./exemptions.ts";
import { exemptMessage } from "./message.ts";
import { type RulePolicy, resourceFindings, stackFindings } from "./policy.ts";
import { StackView } from "./stack-view.ts";
import { type Subject, toSubject } from "./subject.ts";

/** One policy beside those of the rules: the SDK gives each policy one level, and an exempt violation warns only. */
export function exempted(rules: readonly Rule[], exemptions: Exemptions): RulePolicy {
  const inForce = ({ urn }: { readonly urn: string }): readonly (Exemption & { readonly from: Rule })[] =>
    exemptions.of(urn).flatMap((exemption) => {
      const from = rules.find(({ name }) => name === exemption.rule);
      return from && !exemptions.lapsed(exemption) ? [{ ...exemption, from }] : [];
    });
  return {
    name: "exempted",
    description: "What settings exempt from a rule is shown as long as it is broken. Nobody should forget it",
    enforcementLevel: "advisory",
    severity: "low",
    remediationSteps: "mend it before the exemption ends, or take an exemption that nothing needs out of the settings",
    validateResource: (args, report) => {
      for (const exemption of inForce(args).filter(({ resource }) => resource === resourceOf(args))) {
        const subject = toSubject(args);
        const findings = resourceFindings(exemption.from, subject);
        if (findings.length > 0) report(exemptMessage(exemption.from, subject, findings, exemption), subject.urn);
      }
    },
    validateStack: ({ resources }, report) => {
      const [first] = resources;
      if (!first) return;
      for (const exemption of inForce(first)) {
        const stack = new StackView(resources);
        const subjects = stack.where((type) => exemption.resource.startsWith(`${type}::`));
        const subject = subjects.find((each) => resourceOf(each) === exemption.resource);
        const findings = subject ? stackFindings(exemption.from, subject, stack) : [];
        if (subject && findings.length > 0)
          report(exemptMessage(exemption.from, subject, findings, exemption), subject.urn);
        else if (!subject || isKept(exemption.from, subject, stack)) report(unused(exemption, subject));
      }
    },
  };
}

/** Whether a resource keeps the rule in all that is known of it. */
const isKept = (rule: Rule, subject: Subject, { seen }: StackView): boolean =>
  resourceFindings(rule, subject).length === 0 && seen.every(({ inputs }) => inputs.postponed.length === 0);

const unused = ({ rule, resource, owner }: Exemption, subject: Subject | undefined): string =>
  [
    `The exemption of ${resource} from ${rule} by ${owner} is needed by nothing:`,
    `  found ${subject ? "a resource that keeps the rule" : "no such resource in the stack"}, fits no exemption`,
  ].join("\n");
