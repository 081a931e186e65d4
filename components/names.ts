/** Physical names: readable, stable and within the limits that clouds set. */
import { createHash } from "node:crypto";

/** A name that tells what came later from what it follows: the first generation has the name alone. */
export const generationName = (name: string, generation: number): string =>
  generation > 1 ? `${name}-${generation}` : name;

/**
 * Joins words with dashes. A name over the limit is cut and ends in six digits of its hash, so that two long names that
 * begin alike stay two names.
 * @param limit  most characters that the cloud takes
 */
export function physicalName(limit: number, ...words: readonly string[]): string {
  const name = words.join("-");
  if (name.length <= limit) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 6);
  return `${name.slice(0, limit - 7).replace(/-+$/, "")}-${hash}`;
}
