/** A preview as a pull-request comment: the grave first, the rest folded away, nothing at all where nothing changes. */
import { type Action, actions, type Preview, type ResourceChange } from "./preview.ts";

const titles: Readonly<Record<Action, string>> = {
  create: "Create",
  update: "Update",
  replace: "Replace",
  delete: "Delete",
};

/** Longest list that is shown unfolded. */
const openRows = 8;

/** @returns undefined where the preview has neither changes nor errors: then nobody should be told anything */
export function summarise(stack: string, { changes, errors }: Preview): string | undefined {
  if (errors.length > 0)
    return [`### ${stack}: the preview failed`, ...errors.map((error) => fence(error))].join("\n\n");
  if (changes.length === 0) return undefined;
  const byGravity = [...actions]
    .reverse()
    .map((action) => ({ action, rows: changes.filter((change) => change.action === action) }));
  const counts = byGravity
    .filter(({ rows }) => rows.length > 0)
    .map(({ action, rows }) => `${rows.length} to ${action}`);
  return [
    `### ${stack}: ${counts.join(", ")}`,
    ...warnings(changes),
    ...byGravity.filter(({ rows }) => rows.length > 0).map(({ action, rows }) => table(action, rows)),
  ].join("\n\n");
}

function warnings(changes: readonly ResourceChange[]): string[] {
  const atStake = changes.filter(
    (change) => change.protected && (change.action === "replace" || change.action === "delete"),
  );
  if (atStake.length === 0) return [];
  const names = atStake.map(({ name }) => `\`${name}\``).join(", ");
  return [
    `**Data at stake:** ${names} ${atStake.length === 1 ? "is" : "are"} protected; this change will be refused by \`pulumi up\`.`,
  ];
}

function table(action: Action, rows: readonly ResourceChange[]): string {
  const lines = rows.map(({ name, type, properties, reasons }) => {
    const what = properties.map((property) => (reasons.includes(property) ? `**${property}**` : property)).join(", ");
    return `| \`${name}\` | \`${type}\` | ${what} |`;
  });
  const body = ["| resource | type | properties |", "| --- | --- | --- |", ...lines].join("\n");
  const title = `${titles[action]} (${rows.length})`;
  const open = action === "replace" || action === "delete" || rows.length <= openRows;
  return `<details${open ? " open" : ""}><summary>${title}</summary>\n\n${body}\n\n</details>`;
}

/** A code block that its own content cannot close. */
function fence(text: string): string {
  const ticks = "`".repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return `${ticks}\n${text}\n${ticks}`;
}
