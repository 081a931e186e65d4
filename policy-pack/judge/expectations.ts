/** What an input must be. */
export interface Expectation {
  /** For messages: what would fit. */
  readonly fits: string;
  readonly holds: (value: unknown) => boolean;
}

export const is = (wanted: boolean | string | number): Expectation => ({
  fits: String(wanted),
  holds: (value) => value === wanted,
});

export const oneOf = (...wanted: readonly string[]): Expectation => ({
  fits: wanted.join(" or "),
  holds: (value) => typeof value === "string" && wanted.includes(value),
});

export const atLeast = (minimum: number, unit: string): Expectation => ({
  fits: `at least ${minimum} ${unit}`,
  holds: (value) => Number(value) >= minimum,
});

/** A list that holds all of these, in any order, and may hold more. */
export const holding = (...wanted: readonly string[]): Expectation => ({
  fits: `with ${wanted.join(", ")}`,
  holds: (value) => Array.isArray(value) && wanted.every((word) => value.includes(word)),
});
