/** What a bucket's policy must refuse to everybody. */
import { type Finding, findingIf } from "../judge/finding.ts";
import type { Inputs } from "../judge/inputs.ts";
import { type Statement, statementsIn } from "./document.ts";

export const bucketPolicy = "aws:s3/bucketPolicy:BucketPolicy";

export interface Denial {
  readonly actions: readonly string[];
  /** The only condition of the denial, besides that the key is there at all; without one it holds always. */
  readonly key?: string;
  readonly operator?: string;
  /** Values that the condition may have; any if left out. */
  readonly values?: readonly string[];
}

/** @param what  what would be let through, for people */
export function mustDeny(inputs: Inputs, what: string, denial: Denial): readonly Finding[] {
  return inputs.judged(() => {
    const denied = statementsIn(inputs, "policy")?.some((statement) => denies(statement, denial)) ?? false;
    return findingIf(!denied, "policy", `lets through ${what}`, `a denial of ${what} for everybody`);
  });
}

function denies(statement: Statement, { actions, key, operator, values }: Denial): boolean {
  const everybody = statement.principals.some(({ id }) => id === "*");
  const allObjects = statement.resources.some((resource) => resource.endsWith("/*"));
  const allActions = actions.every(
    (action) => statement.actions.includes(action) || statement.actions.includes("s3:*"),
  );
  const [condition, ...more] = statement.conditions.filter((each) => !isPresence(each, key));
  const fits = key
    ? condition?.key === key.toLowerCase() &&
      condition.operator === operator &&
      condition.values.every((value) => values === undefined || values.includes(value))
    : condition === undefined;
  return statement.effect === "Deny" && everybody && allObjects && allActions && fits && more.length === 0;
}

/** `Null: {key: "false"}`: what says nothing is not meant. */
const isPresence = ({ operator, key, values }: Statement["conditions"][number], wanted: string | undefined): boolean =>
  operator === "Null" && key === wanted?.toLowerCase() && values.every((value) => value === "false");
