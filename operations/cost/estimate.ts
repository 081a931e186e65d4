/** What a stack costs in a month at list prices, line by line. */
import { billInCluster, billOf, type Gap, type Item } from "./bill.ts";
import { cloudOf } from "./clouds.ts";
import type { InCluster } from "./in-cluster.ts";
import { monthly, type Price, type Use } from "./prices.ts";
import type { Owner, Resource } from "./resources.ts";

export interface Line extends Owner {
  readonly what: string;
  readonly quantity: number;
  /** US dollars for one, paid every `unit`. */
  readonly price: number;
  readonly unit: Price["unit"];
  /** US dollars, rounded to cents. */
  readonly monthly: number;
}

export interface Estimate {
  /** US dollars: the sum of the lines. */
  readonly monthly: number;
  readonly currency: "USD";
  /** Region of the list prices, whichever region the stack is in. */
  readonly region: string;
  /** Date of the oldest price in the list, for example `2026-03-14`. */
  readonly asOf: string;
  /** The dearest first. */
  readonly lines: readonly Line[];
  /** Billed by the hour or month, and missing in the sum. */
  readonly notPriced: readonly Gap[];
  /** Billed by use or by a size that the stack does not know, and missing in the sum. */
  readonly usage: readonly Use[];
}

/** @param inCluster  left out where nobody looked into the cluster; the estimate then lists its nodes as not priced */
export function estimate(resources: readonly Resource[], inCluster?: InCluster): Estimate {
  const cloud = cloudOf(resources);
  const clusters = resources.filter(({ type }) => type === cloud.cluster);
  const bills = [
    ...resources.map((resource) => billOf(cloud, resource)),
    ...clusters.map((cluster) => billInCluster(cloud, cluster, inCluster)),
  ];
  const lines = toLines(bills.flatMap(({ items }) => items));
  return {
    monthly: sum(lines),
    currency: cloud.prices.currency,
    region: cloud.prices.region,
    asOf: cloud.prices.asOf,
    lines,
    notPriced: distinct(bills.flatMap(({ gaps }) => gaps)),
    usage: distinct(bills.flatMap(({ usage }) => usage)),
  };
}

/** A stack's cost split by component, environment, business unit or tenant, the dearest first. */
export function costBy(
  { lines }: Estimate,
  part: keyof Owner,
): readonly { readonly name: string | undefined; readonly monthly: number }[] {
  return [...Map.groupBy(lines, (line) => line[part])]
    .map(([name, own]) => ({ name, monthly: sum(own) }))
    .sort((a, b) => b.monthly - a.monthly);
}

/** One line for what is the same and belongs to the same. */
function toLines(items: readonly Item[]): readonly Line[] {
  const same = Map.groupBy(items, ({ owner, price }) => JSON.stringify([price, owner]));
  return [...same.values()]
    .flatMap((group) => {
      const [first] = group;
      if (!first) return [];
      const { owner, price } = first;
      const quantity = group.reduce((total, item) => total + item.quantity, 0);
      const { what, amount, unit } = price;
      return [{ ...owner, what, quantity, price: amount, unit, monthly: cents(monthly(price, quantity)) }];
    })
    .sort((a, b) => b.monthly - a.monthly);
}

const distinct = <Named extends { readonly what: string }>(all: readonly Named[]): readonly Named[] => [
  ...new Map(all.map((each) => [each.what, each])).values(),
];

const cents = (dollars: number) => Math.round(dollars * 100) / 100;
const sum = (lines: readonly Line[]) => cents(lines.reduce((total, line) => total + line.monthly, 0));
