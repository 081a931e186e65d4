/** Inputs of which not all may be known yet. */
import { type CheckFailure, type Properties, unknown } from "../providers/provider.ts";
import type { Definition } from "./definition.ts";

export const hasUnknowns = (value: unknown): boolean =>
  value === unknown || (typeof value === "object" && value !== null && Object.values(value).some(hasUnknowns));

/**
 * What the schema refuses shows only where all is known.
 * @param found  what was refused already
 */
export function failuresOf(
  definition: Definition,
  inputs: Properties,
  found: readonly CheckFailure[],
): readonly CheckFailure[] {
  return found.length > 0 || hasUnknowns(inputs) ? found : definition.problems(inputs);
}

/** Two resources with one name cannot exist side by side. */
export function sameName(definition: Definition, old: Properties, next: Properties): boolean {
  if (hasUnknowns(next)) return false;
  const name = definition.uniqueName(old);
  return name !== undefined && name === definition.uniqueName(next);
}
