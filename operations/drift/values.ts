/** Values as a report shows them: short, and never a secret. */

/** Marks a secret in states and events (pulumi/pulumi, `sdk/go/common/resource/sig/sig.go`). */
const secretSignature = "4dabf18193072939515e22adb298388d";

/** Longest value that a report repeats. */
const limit = 120;
/** What is shown before the first difference of two long texts. */
const lead = 30;

const secret = Symbol("secret");

/**
 * What stands at a path such as `tags["cost center"]` or `ingress[0].cidrBlocks`.
 * @returns a mark for what is secret or lies inside a secret
 */
function valueAt(properties: unknown, path: string): unknown {
  const keys = [...path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g)].map(
    ([, quoted, index, plain]) => quoted ?? index ?? plain ?? "",
  );
  let value = properties;
  for (const key of ["", ...keys]) {
    if (key !== "") value = isObject(value) ? value[key] : undefined;
    if (isObject(value) && secretSignature in value) return secret;
  }
  return holdsSecret(value) ? secret : value;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const holdsSecret = (value: unknown): boolean =>
  isObject(value) && (secretSignature in value || Object.values(value).some(holdsSecret));

/**
 * What two sides have at a path.
 * @returns both texts; where either is secret, neither is shown
 */
export function showBoth(old: unknown, next: unknown, path: string): readonly [string, string] {
  const both = [valueAt(old, path), valueAt(next, path)];
  if (both.includes(secret)) return ["a secret", "another one"];
  const [before = "", after = ""] = both.map(show);
  const from = Math.max(0, firstDifference(before, after) - lead);
  return [cut(before, from), cut(after, from)];
}

function show(value: unknown): string {
  if (value === undefined || value === null) return "not set";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function firstDifference(left: string, right: string): number {
  const at = [...left].findIndex((letter, index) => letter !== right[index]);
  return at < 0 ? left.length : at;
}

/** A long text from where it gets interesting. */
function cut(text: string, from: number): string {
  if (text.length <= limit) return text;
  return `${from > 0 ? "…" : ""}${text.slice(from, from + limit)}${text.length > from + limit ? "…" : ""}`;
}
