/** IAM's policy language: what a policy document may say, read once and refused where it cannot be judged. */
import * as z from "zod";
import { type Operator, parseOperator } from "./operators.ts";

export interface Condition {
  readonly operator: Operator;
  /** Lower case, because IAM's keys ignore case. */
  readonly key: string;
  readonly values: readonly string[];
}

export interface Statement {
  readonly sid: string | undefined;
  readonly effect: "Allow" | "Deny";
  /** Only in policies of resources: kind of principal to names; `"*"` is everybody. */
  readonly principals: "*" | Readonly<Record<string, readonly string[]>> | undefined;
  readonly actions: readonly string[];
  /** True for `NotAction`. */
  readonly exceptActions: boolean;
  readonly resources: readonly string[];
  /** True for `NotResource`. */
  readonly exceptResources: boolean;
  readonly conditions: readonly Condition[];
}

/** A policy with the name that a refusal shows. */
export interface Policy {
  readonly name: string;
  readonly statements: readonly Statement[];
}

const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const conditionValues = z.union([
  z.union([z.string(), z.boolean(), z.number()]).transform((one) => [String(one)]),
  z.array(z.union([z.string(), z.boolean(), z.number()])).transform((many) => many.map(String)),
]);

/** `NotPrincipal` is left out on purpose: AWS advises against it, and nobody here uses it. */
const statement = z
  .strictObject({
    Sid: z.string().optional(),
    Effect: z.enum(["Allow", "Deny"]),
    Principal: z.union([z.literal("*"), z.record(z.string(), oneOrMore)]).optional(),
    Action: oneOrMore.optional(),
    NotAction: oneOrMore.optional(),
    Resource: oneOrMore.optional(),
    NotResource: oneOrMore.optional(),
    Condition: z.record(z.string(), z.record(z.string(), conditionValues)).optional(),
  })
  .refine((one) => (one.Action === undefined) !== (one.NotAction === undefined), "either Action or NotAction")
  .refine((one) => one.Resource === undefined || one.NotResource === undefined, "not both Resource and NotResource");

const document = z.strictObject({
  Version: z.enum(["2012-10-17", "2008-10-17"]).optional(),
  Id: z.string().optional(),
  Statement: z.union([statement.transform((one) => [one]), z.array(statement)]),
});

/** A policy that cannot be judged; whoever asks must refuse. */
export class MalformedPolicy extends Error {
  override readonly name = "MalformedPolicy";
}

/**
 * @param name  for refusals and errors, for example `bucket policy of longshore-backups`
 * @param text  the document as JSON
 * @throws MalformedPolicy that names the policy, what it says and what would fit
 */
export function parsePolicy(name: string, text: string): Policy {
  try {
    return { name, statements: document.parse(JSON.parse(text)).Statement.map(toStatement) };
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new MalformedPolicy(`${name} is not a policy that can be judged: ${reason}`);
  }
}

function toStatement(written: z.output<typeof statement>): Statement {
  return {
    sid: written.Sid,
    effect: written.Effect,
    principals: written.Principal,
    actions: written.Action ?? written.NotAction ?? [],
    exceptActions: written.NotAction !== undefined,
    // The policy of a role says no resource: it means the role itself.
    resources: written.Resource ?? written.NotResource ?? ["*"],
    exceptResources: written.NotResource !== undefined,
    conditions: Object.entries(written.Condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => ({
        operator: parseOperator(operator),
        key: key.toLowerCase(),
        values,
      })),
    ),
  };
}
