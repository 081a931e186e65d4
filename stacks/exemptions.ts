/**
 * Exemptions from rules of the policy pack, as a stack's settings write them: which rule, for which resource, who answers
 * for it, why, and until when. The program checks them with all other settings; the pack, which runs in a process of its
 * own, reads the same lines by the same schema and honours those that are in force.
 */
import * as z from "zod";
import { ruleNames } from "../policy-pack/rule-names.ts";
import { list, mail, section, text } from "./schema.ts";

/** Days. What nobody mended in a quarter is no exception any more: then the rule is wrong, or the resource. */
const longest = 90;

export const exemptionList = list(
  section({
    rule: z.string({ error: "a rule's name" }).refine((name) => ruleNames().includes(name), {
      error: "the name of a rule as a violation shows it, for example database-standby",
    }),
    // One exemption is for one resource: a pattern would cover what nobody has looked at.
    resource: text(
      /^[^\s:*]+:[^\s:*]+:[^\s:*]+::[^\s*]+$/,
      "type and name of one resource without wildcards, for example aws:rds/instance:Instance::database",
    ),
    owner: mail(),
    reason: text(/\S.{18,}\S/, "a sentence of 20 characters or more that says why the rule cannot be kept yet"),
    until: z.iso.date({ error: 'a date in quotes, for example "2026-12-31"', abort: true }),
  }),
  "a list of exemptions",
);

export type Exemption = Readonly<z.output<typeof exemptionList>[number]>;

/**
 * Why an exemption does not count on a day.
 * @param today  its last day counts wholly, in UTC
 * @returns what would fit, or nothing where it is in force
 */
export function lapsed({ until }: Pick<Exemption, "until">, today: Date): string | undefined {
  const day = today.toISOString().slice(0, 10);
  const last = new Date(Date.parse(day) + longest * 86_400_000).toISOString().slice(0, 10);
  if (until < day) return `today (${day}) or later, or no exemption: mend what it was for`;
  if (until > last) return `at most ${longest} days from today (${last})`;
  return undefined;
}

/** Everything about a list that its fields alone do not tell: what does not count, and what is written twice. */
export function exemptionProblems(
  exemptions: readonly Exemption[],
  today: Date,
): readonly { readonly path: string; readonly fits: string }[] {
  return exemptions.flatMap((exemption, index) => {
    const fits = lapsed(exemption, today);
    const first = exemptions.findIndex((other) => isFor(other, exemption.rule, exemption.resource));
    return [
      ...(fits ? [{ path: `exemptions.${index}.until`, fits }] : []),
      ...(first < index
        ? [{ path: `exemptions.${index}.resource`, fits: "another resource: it has this exemption already" }]
        : []),
    ];
  });
}

/** @param resource  as {@link Exemption} names it */
export const isFor = (exemption: Exemption, rule: string, resource: string): boolean =>
  exemption.rule === rule && exemption.resource === resource;
