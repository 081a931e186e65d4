/** IAM's policy language as rules read it: one form for all the ways to write the same. */
import * as z from "zod";
import type { Finding } from "../judge/finding.ts";
import type { Inputs } from "../judge/inputs.ts";

const words = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === "string" ? [value] : value));
const absent = words.default([]);
const principals = z
  .union([z.literal("*").transform(() => ({ AWS: ["*"] })), z.record(z.string(), words)])
  .transform((byKind) => Object.entries(byKind).flatMap(([kind, ids]) => ids.map((id) => ({ kind, id }))));

const statement = z
  .object({
    Sid: z.string().default("without Sid"),
    Effect: z.enum(["Allow", "Deny"]),
    Principal: principals.default([]),
    NotPrincipal: z.unknown().optional(),
    Action: absent,
    NotAction: absent,
    Resource: absent,
    NotResource: absent,
    Condition: z
      .record(z.string(), z.record(z.string(), z.union([words, z.boolean().transform((flag) => [String(flag)])])))
      .default({}),
  })
  .transform((written) => ({
    sid: written.Sid,
    effect: written.Effect,
    principals: written.Principal,
    actions: written.Action,
    /** Everything but what is listed. */
    allBut: [
      ...written.NotAction,
      ...written.NotResource,
      ...(written.NotPrincipal === undefined ? [] : ["a principal"]),
    ],
    resources: written.Resource,
    conditions: Object.entries(written.Condition).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => ({ operator, key: key.toLowerCase(), values })),
    ),
  }));

const policy = z.object({
  Statement: z.union([statement.transform((one) => [one]), z.array(statement)]),
});

export type Statement = z.output<typeof statement>;

/**
 * Statements of the policy document in an input.
 * @returns nothing where it is no policy document
 * @throws UnknownValueError
 */
export function statementsIn(inputs: Inputs, path: string): readonly Statement[] | undefined {
  const written = inputs.get(path);
  if (written === undefined) return [];
  return policy.safeParse(typeof written === "string" ? parseJson(written) : written).data?.Statement;
}

/** Judges each statement of the policy document in an input. */
export function eachStatement(
  inputs: Inputs,
  path: string,
  check: (statement: Statement) => readonly Finding[],
): readonly Finding[] {
  return inputs.judged(() => {
    const statements = statementsIn(inputs, path);
    if (!statements) return [{ path, found: "no readable policy", fits: "a document in IAM's policy language" }];
    return statements.flatMap((each) => check(each).map((finding) => ({ ...finding, path: `${path} ${each.sid}` })));
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether the statement holds only where a condition key has one of certain values. */
export const bound = ({ conditions }: Statement, ...keys: readonly string[]): boolean =>
  conditions.some(({ operator, key, values }) => {
    const positive = !/Not|IfExists|ForAllValues/.test(operator);
    return (
      positive && keys.some((wanted) => key.startsWith(wanted.toLowerCase())) && values.every((value) => value !== "*")
    );
  });
