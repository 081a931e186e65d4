/** Reads JSON that other programs wrote, without believing its shape. */
export type Json = Readonly<Record<string, unknown>>;

export function parseObject(text: string): Json {
  const value: unknown = JSON.parse(text);
  if (isObject(value)) return value;
  throw new Error(`an object was expected, found ${text.slice(0, 80)}`);
}

export function parseList(text: string): readonly Json[] {
  const value: unknown = JSON.parse(text);
  if (Array.isArray(value) && value.every(isObject)) return value;
  throw new Error(`a list of objects was expected, found ${text.slice(0, 80)}`);
}

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function textOf(object: Json, key: string): string {
  const value = object[key];
  if (typeof value === "string") return value;
  throw new Error(`${key}: a text was expected, found ${JSON.stringify(value)}`);
}

export function numberOf(object: Json, key: string): number {
  const value = object[key];
  if (typeof value === "number") return value;
  throw new Error(`${key}: a number was expected, found ${JSON.stringify(value)}`);
}

export function objectOf(object: Json, key: string): Json {
  const value = object[key];
  if (isObject(value)) return value;
  throw new Error(`${key}: an object was expected, found ${JSON.stringify(value)}`);
}

/** A list of texts; empty where the key is missing. */
export function textsOf(object: Json, key: string): readonly string[] {
  const value = object[key] ?? [];
  if (Array.isArray(value) && value.every((entry) => typeof entry === "string")) return value;
  throw new Error(`${key}: a list of texts was expected, found ${JSON.stringify(value)}`);
}
