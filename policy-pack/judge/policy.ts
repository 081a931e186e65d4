/** A rule as the SDK takes it. */
import type { ReportViolation, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import type { Check, Rule } from "../rule.ts";
import type { Exemptions } from "./exemptions.ts";
import type { Finding } from "./finding.ts";
import { lapsedMessage, message } from "./message.ts";
import { StackView } from "./stack-view.ts";
import { type Subject, toSubject } from "./subject.ts";

export type RulePolicy = ResourceValidationPolicy & Partial<Pick<StackValidationPolicy, "validateStack">>;

export function toPolicy(rule: Rule, exemptions: Exemptions): RulePolicy {
  const [framework] = rule.frameworks;
  return {
    name: rule.name,
    description: `${rule.description}. ${rule.why}`,
    enforcementLevel: rule.level,
    severity: rule.severity,
    remediationSteps: rule.remedy,
    tags: [rule.threat, ...rule.frameworks.map(({ framework, id }) => `${framework} ${id}`)],
    ...(framework && {
      framework: {
        name: framework.framework,
        version: framework.version,
        reference: framework.id,
        specification: framework.title,
      },
    }),
    ...validators(rule, exemptions),
  };
}

/** What kinds of checks a rule has decides what the engine asks it for. */
function validators(rule: Rule, exemptions: Exemptions): Pick<RulePolicy, "validateResource" | "validateStack"> {
  const onResource = checksOf(rule, "resource");
  const inStack = checksOf(rule, "stack");
  const validateResource: RulePolicy["validateResource"] = (args, report) => {
    if (!onResource.some(({ appliesTo }) => appliesTo(args.type))) return;
    const subject = toSubject(args);
    conclude(rule, subject, resourceFindings(rule, subject), exemptions, report);
    postpone([subject], args.notApplicable);
  };
  const validateStack: RulePolicy["validateStack"] = ({ resources, notApplicable }, report) => {
    const applies = (type: string) => inStack.some(({ appliesTo }) => appliesTo(type));
    if (!resources.some(({ type }) => applies(type))) return;
    const stack = new StackView(resources);
    for (const subject of stack.where(applies))
      conclude(rule, subject, stackFindings(rule, subject, stack), exemptions, report);
    postpone(stack.seen, notApplicable);
  };
  return {
    ...(onResource.length > 0 && { validateResource }),
    ...(inStack.length > 0 && { validateStack }),
  };
}

/** What a rule finds in a resource alone. */
export const resourceFindings = (rule: Rule, subject: Subject): readonly Finding[] =>
  checksOf(rule, "resource")
    .filter(({ appliesTo }) => appliesTo(subject.type))
    .flatMap(({ check }) => subject.inputs.judged(() => check(subject)));

/** What a rule finds in a resource among all others. */
export const stackFindings = (rule: Rule, subject: Subject, stack: StackView): readonly Finding[] =>
  checksOf(rule, "stack")
    .filter(({ appliesTo }) => appliesTo(subject.type))
    .flatMap(({ check }) => subject.inputs.judged(() => check(subject, stack)));

const checksOf = <Sees extends Check["sees"]>({ checks }: Rule, sees: Sees) =>
  Object.values(checks)
    .flat()
    .filter((check): check is Extract<Check, { sees: Sees }> => check.sees === sees);

/** An exempt violation stops nothing here; `exempted.ts` shows it. */
function conclude(
  rule: Rule,
  subject: Subject,
  findings: readonly Finding[],
  exemptions: Exemptions,
  report: ReportViolation,
): void {
  if (findings.length === 0) return;
  const exemption = exemptions.from(rule, subject);
  const fits = exemption && exemptions.lapsed(exemption);
  if (!exemption) report(message(rule, subject, findings), subject.urn);
  else if (fits) report(lapsedMessage(rule, subject, findings, exemption, fits), subject.urn);
}

/** What is not known yet is neither kept nor broken: the update asks again. */
function postpone(subjects: readonly Subject[], notApplicable: (reason: string) => never): void {
  const [first] = subjects.flatMap(({ name, inputs }) => inputs.postponed.map((path) => `${path} of ${name}`));
  if (first) notApplicable(`${first} is known in the update only`);
}
