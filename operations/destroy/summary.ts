/** What a destroy found and did, for people. */
import type { Line } from "../cost/estimate.ts";
import type { Drained } from "./drain/drain.ts";
import type { Leftovers } from "./leftovers.ts";
import type { Report } from "./report.ts";

export function summary({ stack, drained, deleted, kept, cost, leftovers, seconds }: Report): string {
  const total = Object.values(kept).reduce((sum, count) => sum + count, 0);
  const before = drained ? [`  Drained     ${drainedLine(drained)}`, ...warnings(drained)] : [];
  return [
    deleted === 0 && total > 0
      ? `${stack} was destroyed before: nothing changed.`
      : `${stack} is destroyed: ${deleted} resources are gone, ${Math.round(seconds.total)} s.`,
    "",
    ...before,
    `  Kept        ${total === 0 ? "nothing" : `${total} resources: ${keptLine(kept)}`}`,
    `  Costs on    ${costLine(cost)}`,
    `  Left over   ${leftoverLine(leftovers)}`,
    "",
    `\`npx pulumi up -s ${stack} --policy-pack policy-pack\` brings the platform back onto its data; \`npx longshore retire --stack ${stack}\` ends the data too.`,
  ].join("\n");
}

function drainedLine(drained: Drained): string {
  const counts = [
    [drained.applicationSets, "application sets"],
    [drained.applications, "applications"],
    [drained.loadBalancers, "load balancers"],
    [drained.volumes, "volumes"],
    [drained.budgets, "disruption budgets lifted"],
  ] as const;
  const there = counts.filter(([names]) => names.length > 0);
  return there.map(([names, what]) => `${names.length} ${what}`).join(", ") || "nothing was left in the cluster";
}

const warnings = ({ retainedVolumes, blockingBudgets, budgets }: Drained): readonly string[] => [
  ...named("Lifted", budgets),
  ...named("Budgets", blockingBudgets, ": the cloud's own, and allow nothing now"),
  ...named("Volumes", retainedVolumes, ": kept by their storage class and billed on; delete them by hand"),
];

const named = (title: string, names: readonly string[], why = ""): readonly string[] =>
  names.length === 0 ? [] : [`  ${title.padEnd(11)} ${names.join(", ")}${why}`];

/** For example `4 Bucket, 1 Instance, 2 Key`, the most numerous first. */
const keptLine = (kept: Readonly<Record<string, number>>): string =>
  Object.entries(kept)
    .sort(([a, many], [b, more]) => more - many || a.localeCompare(b))
    .map(([type, count]) => `${count} ${type}`)
    .join(", ");

function costLine({ monthly, lines, notPriced }: Report["cost"]): string {
  if (monthly === 0 && notPriced.length === 0) return "nothing";
  const dearest = lines.slice(0, 4).map((line: Line) => `${line.what} ${dollars(line.monthly)}`);
  const unknown = notPriced.length > 0 ? `; without a price here: ${notPriced.map(({ what }) => what).join(", ")}` : "";
  return `about ${dollars(monthly)} a month without use (${dearest.join(", ")}${lines.length > 4 ? ", …" : ""})${unknown}`;
}

const dollars = (amount: number): string => `$${amount.toFixed(2)}`;

function leftoverLine(leftovers: Leftovers): string {
  if ("notChecked" in leftovers) return `not checked: ${leftovers.notChecked}`;
  if (leftovers.found.length === 0) return "nothing carries the stack's tag that is not kept";
  return `${leftovers.found.length} resources carry the stack's tag and are not in its state: ${leftovers.found.join(", ")}`;
}
