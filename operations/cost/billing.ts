/** How a type of resource is billed; the table of a cloud says it for each of its types. */
import * as z from "zod";
import type { Use } from "./prices.ts";

export interface Charge {
  /** Id in the price list. */
  readonly price: string;
  readonly quantity: number;
}

export interface Billing {
  /** @returns what it is charged for, and the properties of which nobody knows the price */
  readonly charge: (properties: unknown) => {
    readonly charges: readonly Charge[];
    readonly unclear: readonly string[];
  };
  readonly uses: readonly Use[];
}

/** Costs nothing. */
export const free: Billing = { charge: () => ({ charges: [], unclear: [] }), uses: [] };
export const byUse = (...uses: readonly Use[]): Billing => ({ ...free, uses });

/**
 * @param schema  what the price list covers; anything else is not priced
 * @param uses    what comes on top by use
 */
export function byTime<Schema extends z.ZodType>(
  schema: Schema,
  charges: (properties: z.output<Schema>) => readonly Charge[],
  ...uses: readonly Use[]
): Billing {
  return {
    charge: (properties) => {
      const known = schema.safeParse(properties);
      if (known.success) return { charges: charges(known.data), unclear: [] };
      return { charges: [], unclear: known.error.issues.map(({ path }) => path.join(".")) };
    },
    uses,
  };
}

/** One price for every resource of the type. */
export const each = (price: string, ...uses: readonly Use[]) =>
  byTime(z.unknown(), () => [{ price, quantity: 1 }], ...uses);
