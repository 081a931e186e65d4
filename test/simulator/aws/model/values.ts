/** Holds values against the shapes of a service model. */
import type { Model, Shape } from "./model.ts";

/** What came of one resource's inputs. */
export interface Findings {
  /** What the model does not allow. */
  readonly problems: string[];
  /** Paths of properties that no member of the model was found for. */
  readonly believed: Set<string>;
  /** How many values were held against a shape. */
  checked: number;
}

export interface Context {
  readonly model: Model;
  /** Members by path of the property, relative to what their parent became; lists on the way are taken apart. */
  readonly names: Readonly<Record<string, string>>;
  readonly findings: Findings;
}

/** @param path  of the property in the program, without positions in lists */
export function hold(context: Context, value: unknown, shape: Shape, path: string): void {
  const { model, findings } = context;
  if (value === undefined || value === null) return;
  if (shape.type === "list") holdList(context, value, shape, path);
  else if (Array.isArray(value)) for (const item of value) hold(context, item, shape, path);
  else if (shape.type === "structure") holdStructure(context, value, shape, path);
  else if (shape.type === "map" && shape.value) {
    const inner = model.shape(shape.value.shape);
    for (const item of Object.values(Object(value))) hold(context, item, inner, path);
  } else {
    findings.checked += 1;
    findings.problems.push(...problemsOf(value, shape).map((problem) => `${path}: ${problem}`));
  }
}

function holdList(context: Context, value: unknown, shape: Shape, path: string): void {
  const { model, findings } = context;
  const inner = model.shape(shape.member?.shape ?? "");
  const items = Array.isArray(value)
    ? value
    : model.member(inner, "Key")
      ? pairs(value, "")
      : model.member(inner, "TagKey")
        ? pairs(value, "Tag")
        : [value];
  const { min = 0, max = Number.POSITIVE_INFINITY } = shape;
  if (items.length < min || items.length > max)
    findings.problems.push(`${path}: ${items.length} entries, ${min} to ${max} fit`);
  for (const item of items) hold(context, item, inner, path);
}

/** Tags are a map in the program and a list of pairs in the API, which KMS calls `TagKey` and `TagValue`. */
const pairs = (tags: unknown, prefix: string): readonly object[] =>
  Object.entries(Object(tags)).map(([key, value]) => ({ [`${prefix}Key`]: key, [`${prefix}Value`]: value }));

function holdStructure(context: Context, value: unknown, shape: Shape, path: string): void {
  for (const [key, item] of Object.entries(Object(value))) {
    const below = path === "" ? key : `${path}.${key}`;
    const target = find(context, shape, context.names[below] ?? key);
    if (target) hold(context, item, target, below);
    else context.findings.believed.add(below);
  }
}

/** A member by a path of names; an empty path is the shape itself. */
export function find({ model }: Pick<Context, "model">, shape: Shape, path: string): Shape | undefined {
  let found: Shape | undefined = shape;
  for (const name of path.split(".").filter(Boolean)) {
    while (found?.type === "list") found = model.shape(found.member?.shape ?? "");
    found = found && model.member(found, name)?.shape;
  }
  return found;
}

function problemsOf(value: unknown, shape: Shape): readonly string[] {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = shape;
  if (["integer", "long", "float", "double"].includes(shape.type)) {
    const number = Number(value);
    return number >= min && number <= max ? [] : [`${value} is not between ${min} and ${max}`];
  }
  if (shape.type === "boolean") return typeof value === "boolean" ? [] : [`${value} is neither true nor false`];
  const text = String(value);
  return [
    ...(shape.enum && !shape.enum.includes(text) ? [`"${text}" is none of ${shape.enum.join(", ")}`] : []),
    ...(text.length < min || text.length > max
      ? [`"${text}" has ${text.length} characters, ${min} to ${max} fit`]
      : []),
    ...(shape.pattern && !expression(shape.pattern).test(text) ? [`"${text}" does not match ${shape.pattern}`] : []),
  ];
}

/** Models write patterns for Java, which mostly are JavaScript's, and mean the whole text. Java's `(?i)` is left out. */
function expression(pattern: string): RegExp {
  const whole = `^(?:${pattern.replaceAll("(?i)", "")})$`;
  try {
    return new RegExp(whole, "u");
  } catch {
    return new RegExp(whole);
  }
}
