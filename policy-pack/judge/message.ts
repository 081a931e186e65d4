/** What people read of a violation. */
import type { Exemption } from "../../stacks/exemptions.ts";
import type { Rule } from "../rule.ts";
import type { Finding } from "./finding.ts";
import type { Subject } from "./subject.ts";

/** Rule, resource, what was found, what would fit, and the next step. */
export const message = (rule: Rule, subject: Subject, findings: readonly Finding[]): string =>
  lines(rule, subject, findings, ":", `Remedy: ${rule.remedy}`);

export const exemptMessage = (
  rule: Rule,
  subject: Subject,
  findings: readonly Finding[],
  { until, owner, reason }: Exemption,
): string => lines(rule, subject, findings, `, exempt until ${until} by ${owner}:`, `Because: ${reason}`);

/** @param fits  when the exemption would count */
export const lapsedMessage = (
  rule: Rule,
  subject: Subject,
  findings: readonly Finding[],
  { until, owner }: Exemption,
  fits: string,
): string =>
  [
    message(rule, subject, findings),
    `  Exemption by ${owner} does not count, until: found ${until}, fits ${fits}`,
  ].join("\n");

function lines({ name }: Rule, subject: Subject, findings: readonly Finding[], state: string, last: string): string {
  const found = findings.map(({ path, found, fits }) => `  ${path}: found ${found}, fits ${fits}`);
  return [`${name} is broken by ${subject.name} (${subject.type})${state}`, ...found, `  ${last}`].join("\n");
}
