/** What a start found, for people: a screen or less. */
import type { Estimate } from "../cost/estimate.ts";
import { costLine } from "../cost/table.ts";
import type { StackPlace } from "../stacks.ts";
import type { Violation } from "./events.ts";
import type { Reality } from "./reality.ts";
import type { Rehearsal } from "./rehearsal.ts";
import type { Report } from "./report.ts";

export interface Found {
  readonly report: Report;
  readonly place: StackPlace;
  readonly violations: readonly Violation[];
  readonly rehearsal: Rehearsal | undefined;
  /** Stack that has just learnt that this one receives copies of its backups. */
  readonly sender?: string | undefined;
  readonly reality: Reality;
  readonly estimate: Estimate;
}

/** Of a pilot light. */
export const asleep = "none: a pilot light has no cluster before it becomes primary";

/** Columns of the text. */
const width = 110;
/** Columns of the titles. */
const margin = 16;

export function summary({ report, place, violations, rehearsal, sender, reality, estimate }: Found): string {
  const { stack } = place;
  return [
    headline(report, place),
    "",
    entry("Policies", policies(report.policy, violations)),
    entry("Applications", applications(report.applications)),
    entry("Backup", backup(rehearsal)),
    entry("On the cloud", modelled(report)),
    entry("Cost", costLine(estimate)),
    entry("Really ran", reality.real.join(", ")),
    entry("Stood in for", reality.standIns.join(", ")),
    "",
    "Try next:",
    ...table([
      ...(sender ? [[`npm start -- --stack ${sender}`, "lets it send copies of its backups here"] as const] : []),
      ["npx longshore simulator shell", `a shell in which \`pulumi preview -s ${stack}\` works as on the cloud`],
      ["npx longshore simulator status", "what runs, and what of it is not as on the cloud"],
      rehearsal
        ? [`npm start -- --stack ${stack} --rows 1000000`, "the backup and its restore with a million rows"]
        : ["npx longshore drill --list", "the recoveries that can be rehearsed"],
      [`npm start -- --stack ${stack} --down`, "takes this platform away; `npx longshore simulator stop` ends all"],
    ]),
  ].join("\n");
}

function headline({ resources }: Report, { stack, account, region }: StackPlace): string {
  const { create, update, same, delete: removed } = resources;
  const where = `on the simulator, account ${account}, ${region}`;
  if (create + update + removed === 0)
    return `${stack} stands ${where}: nothing changed, ${same} resources are as they were.`;
  const parts = [
    ...(create > 0 ? [`${create} resources created`] : []),
    ...(update > 0 ? [`${update} changed`] : []),
    ...(removed > 0 ? [`${removed} deleted`] : []),
    ...(same > 0 ? [`${same} as they were`] : []),
  ];
  return `${stack} is up ${where}: ${parts.join(", ")}.`;
}

function policies({ rules }: Report["policy"], violations: readonly Violation[]): string {
  if (violations.length === 0) return `${rules} rules, none broken`;
  return `${rules} rules; ${violations.map(({ rule, level, resource }) => `${rule} (${level}) on ${resource ?? "the stack"}`).join(", ")}`;
}

function applications(states: Report["applications"]): string {
  if (states.length === 0) return asleep;
  const names = states.map(({ name, sync, health }) =>
    sync === "Synced" && health === "Healthy" ? name : `${name} (${sync}, ${health})`,
  );
  return `${states.length} synced and healthy: ${names.join(", ")}`;
}

function backup(rehearsal: Rehearsal | undefined): string {
  if (!rehearsal) return "none: no tenant works here";
  const { tenant, rows, files, bytes, verified, seconds } = rehearsal;
  const size = `${rows.toLocaleString("en-US")} rows and ${files} files, ${(bytes / 1e6).toFixed(1)} MB`;
  const end = verified ? "every row and file compared" : "NOT VERIFIED";
  return `${tenant}: ${size}, dumped and restored into an empty database and folder, ${end}, ${seconds} s`;
}

function modelled({ modelled: { seconds, criticalPath } }: Report): string {
  if (seconds === 0) return "nothing to wait for";
  const longest = criticalPath.filter((step) => step.seconds >= seconds / 20);
  const path = longest.map((step) => `${step.resource} ${duration(step.seconds)}`).join(", then ");
  return `this would have taken ${duration(seconds)} by published medians; it waits for ${path}`;
}

/** For example `45 s`, `11 min`. */
const duration = (seconds: number): string =>
  seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;

/** A title in the margin and its text beside it, broken between words. */
function entry(title: string, text: string): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line && line.length + word.length + 1 > width - margin) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return `  ${title.padEnd(margin - 2)}${[...lines, line].join(`\n${" ".repeat(margin)}`)}`;
}

function table(rows: readonly (readonly [string, string])[]): readonly string[] {
  const column = Math.max(...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `  ${first.padEnd(column)}  ${second}`);
}
