/** Small building blocks of the documents' schemas. Every message completes the sentence "what fits is …". */
import * as z from "zod";
import { InvalidInput, type Problem, show } from "./problems.ts";

/** A string that matches a pattern. */
export const text = (pattern: RegExp, fits: string) =>
  // Further checks may rely on the pattern.
  z.string({ error: fits }).regex(pattern, { error: fits, abort: true });

/** One of a fixed list of words. */
export const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, { error: `one of ${words.join(", ")}` });

/** A whole number between two bounds, both included. */
export const whole = (low: number, high: number, unit: string) => {
  const fits = `a whole number of ${unit} from ${low} to ${high}`;
  return z.int({ error: fits }).min(low, { error: fits }).max(high, { error: fits });
};

/** An id as Azure gives them, written in lower case. */
export const uuid = (what: string) => text(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, `${what}, a lower-case UUID`);

export const stackName = (whose: string) =>
  text(/^[a-z][a-z0-9-]*[a-z0-9]$/, `the name of ${whose}: lower-case letters, digits and dashes`);

export const flag = () => z.boolean({ error: "true or false" });

export const list = <Item extends z.ZodType>(item: Item, fits: string) => z.array(item, { error: fits });

/** An object that refuses keys it does not know, so that a typing error is not a silent default. */
export const section = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `only ${Object.keys(shape).join(", ")}`
        : `a section with ${Object.keys(shape).join(", ")}`,
  });

/** A host or zone name without a trailing dot, at most 253 characters. */
export const hostname = () =>
  text(
    /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/,
    "a lower-case DNS name of two or more labels, for example erp.velmora.example",
  );

export const mail = () => text(/^[^@\s]+@[^@\s]+\.[^@\s]+$/, "a mail address");

/** A range in CIDR form. */
export const cidr = () =>
  text(/^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/, "an IPv4 range in CIDR form, for example 203.0.113.0/24");

/**
 * Parses a document, or says everything that is wrong with it.
 * @param where  put in front of each path, for example the file's name
 * @throws {@link InvalidInput}
 */
export function parse<Schema extends z.ZodType>(schema: Schema, document: unknown, where: string): z.output<Schema> {
  const result = schema.safeParse(document);
  if (result.success) return result.data;
  throw new InvalidInput(result.error.issues.flatMap((issue) => toProblems(issue, document, where)));
}

function toProblems(issue: z.core.$ZodIssue, document: unknown, where: string): Problem[] {
  const path = issue.path.map(String);
  const at = (keys: readonly string[]) =>
    keys.length > 0 ? `${where}${where.endsWith(":") ? "" : " "}${keys.join(".")}` : where;
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path: at([...path, key]),
      found: `the unknown key ${key}`,
      fits: issue.message,
    }));
  }
  return [{ path: at(path), found: show(valueAt(document, path)), fits: issue.message }];
}

function valueAt(document: unknown, path: readonly string[]): unknown {
  let value = document;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}
