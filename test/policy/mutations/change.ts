/** Insecure values, by resource type and input. */

/** A value, or what becomes of the old one; `undefined` leaves the input out. */
export type Insecure = unknown | ((old: unknown) => unknown);
/** Paths as in {@link pathsOf}. */
export type Mutations = Readonly<Record<string, Readonly<Record<string, readonly Insecure[]>>>>;

type Inputs = Readonly<Record<string, unknown>>;

/** All inputs of a resource; `[]` stands for each element of a list of objects. Tags count as one. */
export function pathsOf(inputs: Inputs): readonly string[] {
  const walk = (value: unknown, path: string): readonly string[] => {
    if (Array.isArray(value) && value.some(isRecord)) return value.flatMap((element) => walk(element, `${path}[]`));
    if (!isRecord(value) || path.endsWith("ags")) return [path];
    return Object.entries(value).flatMap(([key, below]) => walk(below, path ? `${path}.${key}` : key));
  };
  return [...new Set(walk(inputs, ""))];
}

/** Type and path of an input, for messages and lists. */
export const label = (type: string, path: string): string => `${type.split(":").at(-1)} ${path}`;

/** Inputs with one of them made insecure, in every element of a list. */
export function withInsecure(inputs: Inputs, path: string, insecure: Insecure): Inputs {
  const [key = "", ...rest] = path.split(".");
  const name = key.replace("[]", "");
  const old = inputs[name];
  const below = rest.join(".");
  const inside = (value: unknown) => (isRecord(value) ? withInsecure(value, below, insecure) : value);
  if (below && Array.isArray(old)) return { ...inputs, [name]: old.map(inside) };
  if (below) return { ...inputs, [name]: inside(isRecord(old) ? old : {}) };
  const value = typeof insecure === "function" ? insecure(old) : insecure;
  const { [name]: _, ...others } = inputs;
  return value === undefined ? others : { ...others, [name]: value };
}

/** A policy document with something replaced in its text. */
export const replaced = (from: string | RegExp, to: string) => (old: unknown) => {
  const text = String(old);
  const next = text.replace(from, to);
  if (next === text) throw new Error(`${from} is not in ${text}`);
  return next;
};

/** A policy document without one of its statements. */
export const without = (sid: string) => (old: unknown) => {
  const document: { Statement: { Sid: string }[] } = JSON.parse(String(old));
  const Statement = document.Statement.filter(({ Sid }) => Sid !== sid);
  if (Statement.length === document.Statement.length) throw new Error(`no statement ${sid}`);
  return JSON.stringify({ ...document, Statement });
};

/** A list of names and values with one value changed, or left out. */
export const parameter = (name: string, value: string | undefined) => (old: unknown) => {
  const list = Array.isArray(old) ? old : [];
  if (!list.some((each) => each.name === name)) throw new Error(`no parameter ${name}`);
  return list.flatMap((each) => (each.name !== name ? [each] : value === undefined ? [] : [{ ...each, value }]));
};

const isRecord = (value: unknown): value is Inputs =>
  typeof value === "object" && value !== null && !Array.isArray(value);
