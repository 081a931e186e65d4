/** The page of all records: what was rehearsed where and how it went, and what was not. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { tenantFolders } from "../../stacks/tenant/folders.ts";
import { readStacks, type StackPlace } from "../stacks.ts";
import { subjectOf } from "./platform.ts";
import { type Report, readReport } from "./report.ts";
import { scenarios } from "./scenarios/index.ts";

/** From the root of the work tree; a record is `<stack>/<scenario>.{json,md,svg}` in it. */
export const recordsFolder = join("docs", "drills");
export const recordsPage = join(recordsFolder, "README.md");

/**
 * Markdown: a table for each platform that was drilled.
 * @param tree  root of the work tree
 * @throws Error where a report lacks its record, or is none
 */
export function renderRecords(tree: string): string {
  const platforms = readStacks(tree).filter(
    ({ stack }) => tenantFolders(join(tree, "gitops", "platforms", stack)).length > 0,
  );
  const drilled = platforms.filter(({ stack }) => existsSync(join(tree, recordsFolder, stack)));
  const others = platforms.filter((place) => !drilled.includes(place)).map(({ stack }) => `\`${stack}\``);
  return [
    "# Records of drills",
    "",
    "Written by `npx longshore drill --records` from the reports beside it. What the figures mean: [drills](../drills.md).",
    "RTO without the cloud's own time was measured on the machine that the drill ran on; the next column has the cloud's published times in it.",
    ...drilled.flatMap((place) => section(tree, place)),
    ...(others.length > 0 ? ["", `No drill is recorded for ${others.join(", ")}.`] : []),
    "",
  ].join("\n");
}

function section(tree: string, place: StackPlace): readonly string[] {
  const subject = subjectOf(place);
  const folder = join(tree, recordsFolder, place.stack);
  const recorded = scenarios.filter(({ name }) => existsSync(join(folder, `${name}.json`)));
  const others = scenarios.filter((scenario) => !recorded.includes(scenario));
  const missing = others.filter(({ unfit }) => unfit(subject) === undefined).map(({ name }) => `\`${name}\``);
  const unfit = others.flatMap(({ name, unfit: why }) => {
    const reason = why(subject);
    return reason === undefined ? [] : [`- \`${name}\` has no meaning for ${subject.tenant.metadata.name}: ${reason}`];
  });
  return [
    "",
    `## ${place.stack}, tier ${subject.tenant.spec.tier}`,
    "",
    "| drill | on | rows lost | RPO | RTO | with the cloud's times | objective | |",
    "|---|---|---|---|---|---|---|---|",
    ...recorded.map(({ name }) => row(folder, place.stack, readReport(join(folder, `${name}.json`)))),
    "",
    ...(missing.length > 0 ? [`- no record yet: ${missing.join(", ")}`] : []),
    ...unfit,
  ];
}

function row(folder: string, stack: string, { scenario, rpo, rto, verdict }: Report): string {
  const cells = [
    `[${scenario}](${stack}/${scenario}.md)`,
    dayOf(join(folder, `${scenario}.md`)),
    rpo.rows ?? "–",
    duration(rpo.seconds),
    duration(rto.seconds),
    duration(rto.modelled),
    duration(rto.objective),
    verdict === "passed" ? verdict : `**${verdict}**`,
  ];
  return `| ${cells.join(" | ")} |`;
}

/** The day that a record gives in its first line of text. */
function dayOf(record: string): string {
  const day = /^(\d{4}-\d{2}-\d{2})T/m.exec(readFileSync(record, "utf8"))?.[1];
  if (day === undefined) throw new Error(`${record}: found no date; fits what \`longshore drill --report\` writes`);
  return day;
}

/** To people: 84 s, 7 min 24 s, 8 h. */
export function duration(seconds: number | null): string {
  if (seconds === null) return "–";
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  if (seconds < 120) return `${seconds} s`;
  if (hours > 0) return minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`;
  return rest >= 1 ? `${minutes} min ${Math.round(rest)} s` : `${minutes} min`;
}
