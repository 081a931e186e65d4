/** The price list: `prices-aws.json` is the one place where prices, their dates and their sources stand. */
import * as z from "zod";
import file from "./prices-aws.json" with { type: "json" };

/** As AWS's own pricing pages and calculator count a month. */
const hoursPerMonth = 730;

/** What a price is paid for, and how often it is paid in a month. */
const timesAMonth = { hour: hoursPerMonth, month: 1, "GB-month": 1 } as const;

const source = z.strictObject({
  url: z.url(),
  /** Day on which the source read the price or published it. */
  date: z.iso.date(),
  /** Region that the price holds for. */
  region: z.string(),
  /** Where the source itself has it from. */
  basis: z.string(),
});
const entry = z.strictObject({ what: z.string(), amount: z.number().positive(), source: z.string() });

const schema = z.strictObject({
  currency: z.literal("USD"),
  region: z.string(),
  sources: z.record(z.string(), source),
  prices: z.record(z.string(), entry.extend({ unit: z.enum(["hour", "month", "GB-month"]) })),
  usage: z.record(z.string(), entry.extend({ unit: z.string() })),
  rules: z.record(z.string(), entry.omit({ amount: true }).extend({ factor: z.number().positive() })),
});

export type PriceList = z.output<typeof schema>;
export type Price = Pick<PriceList["prices"][string], "what" | "amount" | "unit">;
/** Billed by use; without amount and unit where no price is known. */
export type Use = { readonly what: string; readonly amount?: number; readonly unit?: string };

export const priceList: PriceList = schema.parse(file);

/** The oldest date of any price: no price of the list is older. */
export const asOf = Object.values(priceList.sources)
  .map(({ date }) => date)
  .reduce((oldest, date) => (date.localeCompare(oldest) < 0 ? date : oldest));

/** @returns undefined where the list has no such price; nothing is derived from neighbours */
export const findPrice = (id: string): Price | undefined => priceList.prices[id];

/** A price of the list that is billed by use. */
export function use(id: keyof typeof file.usage): Use {
  const { what, amount, unit } = file.usage[id];
  return { what, amount, unit };
}

/** Times that a Multi-AZ instance costs what a Single-AZ instance does. */
export const multiAzFactor = file.rules.multiAz.factor;

/** The fee of EKS Auto Mode on a node, which comes on top of the node's own price. */
export const autoModeFee = (node: Price): Price => ({
  ...node,
  what: `EKS Auto Mode, about ${file.rules.autoMode.factor * 100} % of ${node.what}`,
  amount: node.amount * file.rules.autoMode.factor,
});

/** US dollars in a month of 730 hours, not rounded. */
export const monthly = ({ amount, unit }: Price, quantity: number): number => amount * timesAMonth[unit] * quantity;
