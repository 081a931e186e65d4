/** What the AWS provider itself says at preview, in the words of Terraform's `validation` package. */
import type { Check, Source } from "../cloud/definition.ts";

/** Names as the provider's schema writes them. */
const snake = (property: string): string => property.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** `IntBetween`. */
export const between = (property: string, min: number, max: number, source: Source): Check => ({
  property,
  when: ({ [property]: value }) => typeof value === "number" && (value < min || value > max),
  reason: ({ [property]: value }) => `expected ${snake(property)} to be in the range (${min} - ${max}), got ${value}`,
  source,
});

/** `IntAtMost`. */
export const atMost = (property: string, max: number, source: Source): Check => ({
  property,
  when: ({ [property]: value }) => typeof value === "number" && value > max,
  reason: ({ [property]: value }) => `expected ${snake(property)} to be at most (${max}), got ${value}`,
  source,
});

/** `IntInSlice`. */
export const oneOf = (property: string, values: readonly number[], source: Source): Check => ({
  property,
  when: ({ [property]: value }) => typeof value === "number" && !values.includes(value),
  reason: ({ [property]: value }) => `expected ${snake(property)} to be one of [${values.join(" ")}], got ${value}`,
  source,
});

/** `StringLenBetween`. */
export const lengthBetween = (property: string, min: number, max: number, source: Source): Check => ({
  property,
  when: ({ [property]: value }) => typeof value === "string" && (value.length < min || value.length > max),
  reason: ({ [property]: value }) =>
    `expected length of ${snake(property)} to be in the range (${min} - ${max}), got ${value}`,
  source,
});

/** `StringMatch`, or a function of the provider's own. */
export const matching = (property: string, pattern: RegExp, reason: Check["reason"], source: Source): Check => ({
  property,
  when: ({ [property]: value }) => typeof value === "string" && !pattern.test(value),
  reason,
  source,
});
