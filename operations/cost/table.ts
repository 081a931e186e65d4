/** An estimate for the terminal. */
import { costBy, type Estimate, type Line } from "./estimate.ts";
import type { Use } from "./prices.ts";
import type { Owner } from "./resources.ts";

const parts: Readonly<Record<string, keyof Owner>> = {
  "by component": "component",
  "by environment": "environment",
  "by business unit": "businessUnit",
  "by tenant": "tenant",
};

/** One line, for a summary. */
export function costLine({ monthly, region, asOf, notPriced }: Estimate): string {
  if (monthly === 0 && notPriced.length > 0)
    return `not estimated: the price list has none of ${notPriced.length} kinds of resources`;
  const gaps = notPriced.length > 0 ? `; ${notPriced.length} not priced` : "";
  return `about ${dollars(monthly)} a month without use (list prices of ${region}, none older than ${asOf}; other regions differ${gaps})`;
}

/** The whole of it: lines, splits, and what the sum lacks. */
export function costTable(estimate: Estimate): string {
  const { lines, notPriced, usage, monthly } = estimate;
  const rows = [...lines.map(row), ["", "together", "", dollars(monthly)]];
  return [
    costLine(estimate),
    align(rows),
    align(Object.entries(parts).map(([title, part]) => [title, split(estimate, part)])),
    list(
      "Not priced, and missing in the sum:",
      notPriced.map(({ what, why }) => `${what}: ${why}`),
    ),
    list("Billed by use or size, and missing in the sum:", usage.map(describeUse)),
  ]
    .filter((block) => block !== "")
    .join("\n\n");
}

const row = ({ component, tenant, what, quantity, price, unit, monthly }: Line): string[] => [
  tenant ? `${component} of ${tenant}` : component,
  what,
  `${Number(quantity.toFixed(2))} × ${Number(price.toFixed(5))} per ${unit}`,
  dollars(monthly),
];

const split = (estimate: Estimate, part: keyof Owner): string =>
  costBy(estimate, part)
    .map(({ name = part === "tenant" ? "shared" : "untagged", monthly }) => `${name} ${dollars(monthly)}`)
    .join(", ");

const describeUse = ({ what, amount, unit }: Use): string =>
  amount === undefined ? what : `${what}: ${dollars(amount, 3)} per ${unit}`;

const list = (title: string, entries: readonly string[]): string =>
  entries.length === 0 ? "" : [title, ...entries.map((entry) => `  ${entry}`)].join("\n");

/** Columns as wide as their widest cell; the last of four holds amounts and stands to the right. */
function align(rows: readonly (readonly string[])[]): string {
  const width = (column: number) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0));
  return rows
    .map((cells) =>
      cells
        .map((cell, column) => (column === 3 ? cell.padStart(width(column)) : cell.padEnd(width(column))))
        .join("  "),
    )
    .map((line) => `  ${line.trimEnd()}`)
    .join("\n");
}

const dollars = (amount: number, digits = 2): string =>
  `$${amount.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: digits })}`;
