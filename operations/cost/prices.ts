/** The price lists, one for each cloud: `prices-*.json` is the one place where prices, their dates and sources stand. */
import * as z from "zod";
import awsFile from "./prices-aws.json" with { type: "json" };
import azureFile from "./prices-azure.json" with { type: "json" };

/** As the clouds' own pricing pages and calculators count a month. */
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

type File = z.output<typeof schema>;
export type Price = Pick<File["prices"][string], "what" | "amount" | "unit">;
/** Billed by use; without amount and unit where no price is known. */
export type Use = { readonly what: string; readonly amount?: number; readonly unit?: string };

/** A cloud's list prices in one region. */
export interface PriceList extends File {
  /** The oldest date of any price: no price of the list is older. */
  readonly asOf: string;
  /** @returns undefined where the list has no such price; nothing is derived from neighbours */
  readonly findPrice: (id: string) => Price | undefined;
}

/** @param document  a price list's file; what it lists by use and as rules is known by name */
function priceList<Usage extends object, Rules extends object>(document: { usage: Usage; rules: Rules }) {
  const file: File = schema.parse(document);
  const known = <Entry>(entry: Entry | undefined, id: string): Entry => {
    if (entry === undefined) throw new Error(`the price list has no ${id}`);
    return entry;
  };
  return {
    ...file,
    asOf: Object.values(file.sources)
      .map(({ date }) => date)
      .reduce((oldest, date) => (date.localeCompare(oldest) < 0 ? date : oldest)),
    findPrice: (id: string): Price | undefined => file.prices[id],
    /** A price of the list that is billed by use. */
    use: (id: keyof Usage & string): Use => {
      const { what, amount, unit } = known(file.usage[id], id);
      return { what, amount, unit };
    },
    /** Times that one thing costs what another does. */
    factor: (id: keyof Rules & string): number => known(file.rules[id], id).factor,
  };
}

export const aws = priceList(awsFile);
export const azure = priceList(azureFile);

/** The fee of EKS Auto Mode on a node, which comes on top of the node's own price. */
export const autoModeFee = (node: Price): Price => ({
  ...node,
  what: `EKS Auto Mode, about ${aws.factor("autoMode") * 100} % of ${node.what}`,
  amount: node.amount * aws.factor("autoMode"),
});

/** US dollars in a month of 730 hours, not rounded. */
export const monthly = ({ amount, unit }: Price, quantity: number): number => amount * timesAMonth[unit] * quantity;
