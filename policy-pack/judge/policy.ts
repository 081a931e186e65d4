/** A rule as the SDK takes it. */
import type { ReportViolation, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import type { Check, Rule } from "../rule.ts";
import type { Finding } from "./finding.ts";
import { StackView } from "./stack-view.ts";
import { type Subject, toSubject } from "./subject.ts";

export type RulePolicy = ResourceValidationPolicy & Partial<Pick<StackValidationPolicy, "validateStack">>;

export function toPolicy(rule: Rule): RulePolicy {
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
    ...validators(rule),
  };
}

/** What kinds of checks a rule has decides what the engine asks it for. */
function validators(rule: Rule): Pick<RulePolicy, "validateResource" | "validateStack"> {
  const all = Object.values(rule.checks).flat();
  const onResource = all.filter((check) => check.sees === "resource");
  const inStack = all.filter((check) => check.sees === "stack");
  const validateResource: RulePolicy["validateResource"] = (args, report) => {
    const applying = onResource.filter(({ appliesTo }) => appliesTo(args.type));
    if (applying.length === 0) return;
    const subject = toSubject(args);
    conclude(
      rule,
      subject,
      judge(applying, subject, (check) => check.check(subject)),
      report,
    );
    postpone([subject], args.notApplicable);
  };
  const validateStack: RulePolicy["validateStack"] = ({ resources, notApplicable }, report) => {
    if (!resources.some(({ type }) => inStack.some(({ appliesTo }) => appliesTo(type)))) return;
    const stack = new StackView(resources);
    for (const subject of stack.where((type) => inStack.some(({ appliesTo }) => appliesTo(type)))) {
      const applying = inStack.filter(({ appliesTo }) => appliesTo(subject.type));
      conclude(
        rule,
        subject,
        judge(applying, subject, (check) => check.check(subject, stack)),
        report,
      );
    }
    postpone(stack.seen, notApplicable);
  };
  return {
    ...(onResource.length > 0 && { validateResource }),
    ...(inStack.length > 0 && { validateStack }),
  };
}

const judge = <Kind extends Check>(
  checks: readonly Kind[],
  { inputs }: Subject,
  ask: (check: Kind) => readonly Finding[],
): readonly Finding[] => checks.flatMap((check) => inputs.judged(() => ask(check)));

function conclude(rule: Rule, subject: Subject, findings: readonly Finding[], report: ReportViolation): void {
  if (findings.length > 0) report(message(rule, subject, findings), subject.urn);
}

/** What is not known yet is neither kept nor broken: the update asks again. */
function postpone(subjects: readonly Subject[], notApplicable: (reason: string) => never): void {
  const [first] = subjects.flatMap(({ name, inputs }) => inputs.postponed.map((path) => `${path} of ${name}`));
  if (first) notApplicable(`${first} is known in the update only`);
}

/** Rule, resource, what was found, what would fit, and the next step. */
export function message({ name, remedy }: Rule, subject: Subject, findings: readonly Finding[]): string {
  const lines = findings.map(({ path, found, fits }) => `  ${path}: found ${found}, fits ${fits}`);
  return [`${name} is broken by ${subject.name} (${subject.type}):`, ...lines, `  Remedy: ${remedy}`].join("\n");
}
