/** Judges the conditions of a statement against what is known of a request. */
import type { Operator } from "./operators.ts";
import type { Context } from "./patterns.ts";
import type { Condition } from "./policy.ts";

/** Whether all conditions hold; a condition holds when any of its values does. */
export function conditionsHold(conditions: readonly Condition[], context: Context): boolean {
  return conditions.every((condition) => holds(condition, context));
}

function holds({ operator, key, values }: Condition, context: Context): boolean {
  const found = context[key];
  if (operator.compare === "null") return values.includes(String(found === undefined));
  const actual = typeof found === "string" ? [found] : (found ?? []);
  if (actual.length === 0) return holdsWithoutValue(operator);
  const fits = (value: string) => fitsAny(operator, values, value, context);
  if (operator.quantifier === "ForAllValues") return actual.every(fits);
  if (operator.quantifier === "ForAnyValue") return actual.some(fits);
  // Without a quantifier a negation means: none of the request's values.
  return operator.negated ? actual.every(fits) : actual.some(fits);
}

/** What AWS decides when the request lacks the key: a negation holds, and so does "for all of none". */
function holdsWithoutValue({ quantifier, ifExists, negated }: Operator): boolean {
  if (quantifier === "ForAllValues") return true;
  if (quantifier === "ForAnyValue") return false;
  return ifExists || negated;
}

function fitsAny(operator: Operator, values: readonly string[], actual: string, context: Context): boolean {
  const { compare, negated } = operator;
  if (compare === "null") return false;
  return values.some((asked) => compare(asked, actual, context)) !== negated;
}
