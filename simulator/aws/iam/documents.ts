/** Policy documents as resources carry them, read as far as their services' refusals ask. */
import * as z from "zod";

const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const statement = z.looseObject({
  Effect: z.string().optional(),
  Principal: z.union([z.literal("*"), z.record(z.string(), oneOrMore)]).optional(),
  Action: oneOrMore.optional(),
  Resource: z.unknown().optional(),
  Condition: z.unknown().optional(),
});
const document = z.looseObject({
  Statement: z.union([z.array(statement).min(1), statement.transform((one) => [one])]),
});

type Statement = z.output<typeof statement>;

/** Nothing where the text is no policy document. */
export function statementsOf(text: string): readonly Statement[] | undefined {
  try {
    return document.safeParse(JSON.parse(text)).data?.Statement;
  } catch {
    return undefined;
  }
}

const namesOf = ({ Principal }: Statement, kind: string): readonly string[] =>
  typeof Principal === "object" ? (Principal[kind] ?? []) : [];

/** Whether a service, for example `eks.amazonaws.com`, is let in for an action. */
export function lets(text: string, service: string, action: string): boolean {
  return (statementsOf(text) ?? []).some(
    (one) => one.Effect === "Allow" && namesOf(one, "Service").includes(service) && (one.Action ?? []).includes(action),
  );
}

/** Whether a service is let in at all. */
export const names = (text: string, service: string): boolean =>
  (statementsOf(text) ?? []).some((one) => namesOf(one, "Service").includes(service));

/**
 * A principal with a wildcard inside its ARN, which no service takes.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html (2026-11)
 */
export const wildcardPrincipal = (text: string): string | undefined =>
  (statementsOf(text) ?? []).flatMap((one) => namesOf(one, "AWS")).find((name) => /^arn:.*[*?]/.test(name));

/** Whether everybody may do something, with no condition. */
export const isPublic = (text: string): boolean =>
  (statementsOf(text) ?? []).some(
    (one) =>
      one.Effect === "Allow" &&
      one.Condition === undefined &&
      (one.Principal === "*" || namesOf(one, "AWS").includes("*")),
  );
