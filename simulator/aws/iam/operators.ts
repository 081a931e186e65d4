/**
 * The condition operators of IAM's policy language that this platform's policies use. One that is not here is refused
 * rather than guessed: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
import { BlockList, isIPv4 } from "node:net";
import { arnMatches, type Context, fillIn, toExpression } from "./patterns.ts";

/** Whether one value of the request is what one value of the policy asks for. */
type Comparison = (asked: string, actual: string, context: Context) => boolean;

export interface Operator {
  readonly name: string;
  readonly compare: Comparison | "null";
  /** `…Not…`: true where no value of the policy fits. */
  readonly negated: boolean;
  /** True where the request lacks the key. */
  readonly ifExists: boolean;
  readonly quantifier: "ForAllValues" | "ForAnyValue" | undefined;
}

const equals: Comparison = (asked, actual, context) => fillIn(asked, context) === actual;
const equalsIgnoringCase: Comparison = (asked, actual, context) =>
  fillIn(asked, context)?.toLowerCase() === actual.toLowerCase();
const like: Comparison = (asked, actual, context) => toExpression(asked, context)?.test(actual) ?? false;
const number =
  (holds: (actual: number, asked: number) => boolean): Comparison =>
  (asked, actual) =>
    holds(Number(actual), Number(asked));

const comparisons: Readonly<Record<string, Comparison | "null">> = {
  Null: "null",
  Bool: (asked, actual) => asked.toLowerCase() === actual.toLowerCase(),
  StringEquals: equals,
  StringEqualsIgnoreCase: equalsIgnoringCase,
  StringLike: like,
  // AWS treats the two alike: both know wildcards.
  ArnEquals: (asked, actual, context) => arnMatches(asked, actual, context),
  ArnLike: (asked, actual, context) => arnMatches(asked, actual, context),
  IpAddress: (asked, actual) => inRange(asked, actual),
  NumericEquals: number((actual, asked) => actual === asked),
  NumericLessThan: number((actual, asked) => actual < asked),
  NumericLessThanEquals: number((actual, asked) => actual <= asked),
  NumericGreaterThan: number((actual, asked) => actual > asked),
  NumericGreaterThanEquals: number((actual, asked) => actual >= asked),
};

const negations: Readonly<Record<string, string>> = {
  StringNotEquals: "StringEquals",
  StringNotEqualsIgnoreCase: "StringEqualsIgnoreCase",
  StringNotLike: "StringLike",
  ArnNotEquals: "ArnEquals",
  ArnNotLike: "ArnLike",
  NotIpAddress: "IpAddress",
  NumericNotEquals: "NumericEquals",
};

/** @throws Error that names the operator and those that are known */
export function parseOperator(name: string): Operator {
  const [, quantifier, base = "", ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(name) ?? [];
  const positive = negations[base];
  const compare = comparisons[positive ?? base];
  if (!compare || (compare === "null" && (quantifier || ifExists))) {
    const known = [...Object.keys(comparisons), ...Object.keys(negations)].join(", ");
    throw new Error(`the condition operator ${name} is not known; known are ${known}`);
  }
  return {
    name,
    compare,
    negated: positive !== undefined,
    ifExists: ifExists !== undefined,
    quantifier: quantifier === "ForAllValues" || quantifier === "ForAnyValue" ? quantifier : undefined,
  };
}

function inRange(range: string, address: string): boolean {
  const [network = "", bits] = range.split("/");
  const family = isIPv4(network) ? "ipv4" : "ipv6";
  const list = new BlockList();
  list.addSubnet(network, bits === undefined ? (family === "ipv4" ? 32 : 128) : Number(bits), family);
  return list.check(address, isIPv4(address) ? "ipv4" : "ipv6");
}
