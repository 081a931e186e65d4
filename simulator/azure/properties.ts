/** Properties inside properties, by path. */
import { type Properties, unknown } from "../providers/provider.ts";

const isObject = (value: unknown): value is Properties =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `over` laid over `base`; objects are merged, everything else is replaced. */
export function merge(base: Properties, over: Properties): Properties {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = isObject(below) && isObject(value) ? merge(below, value) : value;
  }
  return merged;
}

/** The properties with everything at these paths not known yet. */
export function notYet(properties: Properties, paths: readonly string[]): Properties {
  return paths.reduce((all, path) => {
    const nested = path.split(".").reduceRight<unknown>((value, key) => ({ [key]: value }), unknown);
    return isObject(nested) ? merge(all, nested) : all;
  }, properties);
}
