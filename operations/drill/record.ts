/** The dated record of a drill: what was measured, what happened when, and what of it was stood in for. */
import { align } from "../align.ts";
import type { Mark } from "./marks.ts";
import type { Measured } from "./measure.ts";
import type { Check, CloudTime, Scenario } from "./scenario.ts";
import type { Judged } from "./verdict.ts";

export interface Recorded {
  readonly judged: Judged;
  /** When the drill began. */
  readonly began: Date;
  readonly tenant: string;
  /** What the scenario is, in a sentence. */
  readonly summary: string;
  /** See `Scenario.by`. */
  readonly by?: Scenario["by"];
  readonly measured: Measured;
  readonly checks: readonly Check[];
  readonly marks: readonly Mark[];
  readonly cloudTimes: readonly CloudTime[];
  /** Name of the picture's file, beside this one. */
  readonly picture: string;
}

/** What is not the real thing in every drill on the simulator. */
const standIns = [
  "The clouds, their load balancers and their machines are simulated: this proves nothing about a real account.",
  "Odoo, Traefik and PgBouncer are stood in for. A request takes the way that the cluster's own objects name: route, ready pod, that pod's variables and secret, its database. A pod serves as soon as it is ready; Odoo's own start takes longer.",
  "PostgreSQL, the Kubernetes control plane, Argo CD, External Secrets and the backup tool are real processes.",
] as const;

/** Said of a drill whose objective is not the tier's. */
const otherObjectives = {
  backups:
    "The objective is that of a platform that comes back elsewhere from copied backups alone, not the tier's (docs/recovery-tiers.md). The drill dumps and copies shortly before the event; how much a company loses depends on when the last copy ended.",
  rewind:
    "The objective is that of a database that goes back to the second before a mistake (docs/recovery-tiers.md). The drill closes it at once; how much a company loses depends on when somebody sees that data is wrong.",
} as const;

/** Markdown. */
export function renderRecord(recorded: Recorded): string {
  const { judged, began, tenant, summary, checks, marks, picture } = recorded;
  const { report, reasons } = judged;
  return [
    `# Drill ${report.scenario} on ${report.stack}: ${report.verdict}`,
    "",
    `${began.toISOString()}, tenant \`${tenant}\`, tier \`${report.tier}\`, on the simulator. ${summary}`,
    ...(recorded.by ? [otherObjectives[recorded.by]] : []),
    "",
    ...reasons.map((reason) => `- **failed**: ${reason}`),
    ...(reasons.length > 0 ? [""] : []),
    `![Timeline](${picture})`,
    "",
    ...figures(recorded),
    "",
    "## What happened",
    "",
    ...marks.map(({ at, kind, what }) => `- ${at.toFixed(1)} s, ${kind}: ${what}`),
    "",
    "## Checks",
    "",
    ...checks.map(({ name, ok, found }) => `- ${name}: ${ok ? "ok" : `**failed**, ${found ?? ""}`}`),
    "",
    "## What was stood in for",
    "",
    ...standIns.map((line) => `- ${line}`),
    "",
  ].join("\n");
}

function figures({ judged, measured, cloudTimes }: Recorded): readonly string[] {
  const { rpo, rto } = judged.report;
  const shown = (seconds: number | null) => (seconds === null ? "–" : `${seconds} s`);
  return [
    "| | measured | with the cloud's own times | objective |",
    "|---|---|---|---|",
    `| RPO | ${rpo.rows ?? "–"} rows, ${shown(rpo.seconds)} | | ${rpo.objective} s |`,
    `| RTO | ${shown(rto.seconds)} | ${shown(rto.modelled)} | ${rto.objective} s |`,
    "",
    ...("measurement" in measured
      ? [
          `${measured.measurement.answersLost} rows were committed although their answer was lost; ${measured.measurement.unexplained} are unexplained.`,
          `Before the event the longest pause between two acknowledged writes was ${measured.measurement.resolution.toFixed(2)} s.`,
        ]
      : []),
    ...cloudTimes.map(
      ({ what, took, published, source }) =>
        `- The cloud's own time for ${what}: ${published} s (${source}), in place of the simulator's ${took.toFixed(1)} s.`,
    ),
  ];
}

/** The screen's summary. */
export function renderSummary({ report, reasons }: Judged, files: readonly string[]): string {
  const { rpo, rto } = report;
  const shown = (seconds: number | null) => (seconds === null ? "–" : `${seconds} s`);
  const lines = align([
    ["", "measured", "with the cloud's own times", "objective"],
    ["RPO", `${rpo.rows ?? "–"} rows, ${shown(rpo.seconds)}`, "", `${rpo.objective} s`],
    ["RTO", shown(rto.seconds), shown(rto.modelled), `${rto.objective} s`],
  ]);
  return [
    `${report.scenario} on ${report.stack} (${report.tier}): ${report.verdict}`,
    "",
    ...lines,
    "",
    `checks: ${report.checks.map(({ name, ok }) => `${name} ${ok ? "ok" : "FAILED"}`).join(", ")}`,
    ...reasons.map((reason) => `failed: ${reason}`),
    ...files.map((file) => `written: ${file}`),
    ...(report.verdict === "failed" ? [next(report)] : []),
  ].join("\n");
}

const next = ({ scenario, stack }: Judged["report"]): string =>
  [
    `next: the platform is as the drill left it. \`npx longshore runbook show ${scenario} --stack ${stack}\` has every step with`,
    `its way back; \`npm start -- --stack ${stack}\` brings it to what the stack says.`,
  ].join("\n      ");
