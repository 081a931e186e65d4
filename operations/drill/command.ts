/** `longshore drill`: rehearses a recovery on the simulator. */
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { SimulatorClient } from "../../simulator/control/client.ts";
import { workTree } from "../../simulator/paths.ts";
import { connectSimulator } from "../../simulator/start.ts";
import { readToolchain } from "../../simulator/toolchain/toolchain.ts";
import { tiers } from "../../stacks/tiers.ts";
import { align } from "../align.ts";
import { findStack, readStacks } from "../stacks.ts";
import { type Played, play } from "./drill.ts";
import { authorityOf, Names } from "./names.ts";
import { type Options, parseOptions } from "./options.ts";
import { refusalOf } from "./permission.ts";
import { Platforms, subjectOf } from "./platform.ts";
import { renderRecord, renderSummary } from "./record.ts";
import { recordsPage, renderRecords } from "./records.ts";
import type { Scenario, Subject } from "./scenario.ts";
import { findScenario, scenarios } from "./scenarios/index.ts";
import { drawTimeline } from "./timeline.ts";
import { type Judged, judge, objectiveOf } from "./verdict.ts";

export { usage } from "./options.ts";

/** @returns the exit code: 1 where the objective was missed, or could not be measured */
export async function run(args: readonly string[]): Promise<number> {
  const options = parseOptions(args);
  if (options.list) {
    const rows = scenarios.map(({ name, impact, summary }) => [name, impact, summary]);
    console.log(align([["scenario", "impact", ""], ...rows]).join("\n"));
    return 0;
  }
  if (options.records) {
    writeFileSync(join(workTree, recordsPage), renderRecords(workTree));
    console.log(`written: ${recordsPage}`);
    return 0;
  }
  const scenario = findScenario(options.scenario);
  const subject = subjectOf(findStack(readStacks(workTree), stackIn(options)), options.tenant);
  const refusal = refusalOf(scenario, subject, options);
  if (refusal) throw new Error(refusal);
  const began = new Date();
  const simulator = connectSimulator();
  const played = await rehearse(scenario, subject, simulator);
  const judged = judgeDrill(scenario, subject, played);
  const place = placeOf(options, simulator, scenario, subject, began);
  const files = write(place, { scenario, subject, played, judged, began });
  if (options.report) writeFileSync(options.report, `${JSON.stringify(judged.report, null, 2)}\n`);
  console.log(renderSummary(judged, [...(options.report ? [options.report] : []), ...files]));
  return judged.report.verdict === "passed" ? 0 : 1;
}

function stackIn({ stack }: Options): string {
  if (stack === undefined)
    throw new Error("--stack: found nothing; fits the name of a stack that runs, for example aws-production");
  return stack;
}

async function rehearse(scenario: Scenario, subject: Subject, simulator: SimulatorClient): Promise<Played> {
  const platforms = new Platforms(simulator);
  const tell = (what: string, seconds?: number) =>
    console.error(`${(seconds === undefined ? "" : `${seconds.toFixed(1)} s`).padStart(9)}  ${what}`);
  try {
    await platforms.open(subject.place.stack);
    const names = new Names(await authorityOf(simulator), `ingress.${subject.settings.domain}`);
    return await play({ scenario, subject, platforms, simulator, toolchain: readToolchain(), names, tell });
  } finally {
    await platforms.close();
  }
}

function judgeDrill(scenario: Scenario, { place, tenant }: Subject, played: Played): Judged {
  const { tier } = tenant.spec;
  const objective = objectiveOf(scenario, tiers[tier]);
  const { name, planned } = scenario;
  return judge({ scenario: name, planned, stack: place.stack, tier, objective, ...played });
}

/** Record and picture lie beside the report, or in the simulator's own folder: the work tree is people's. */
function placeOf(
  { report }: Options,
  { paths }: SimulatorClient,
  { name }: Scenario,
  { place }: Subject,
  began: Date,
): string {
  if (report) return report.replace(/\.json$/, "");
  const stamp = began.toISOString().slice(0, 16).replaceAll(":", "");
  return join(paths.home, "drills", `${stamp}-${place.stack}-${name}`);
}

interface Written {
  readonly scenario: Scenario;
  readonly subject: Subject;
  readonly played: Played;
  readonly judged: Judged;
  readonly began: Date;
}

/** @returns the files */
function write(place: string, { scenario, subject, played, judged, began }: Written): readonly string[] {
  const { name, summary, by } = scenario;
  const tenant = subject.tenant.metadata.name;
  const title = `${name} on ${subject.place.stack}, ${began.toISOString().slice(0, 10)}: ${judged.report.verdict}`;
  const [record, picture] = [`${place}.md`, `${place}.svg`];
  mkdirSync(dirname(record), { recursive: true });
  writeFileSync(picture, drawTimeline({ title, ...played }));
  writeFileSync(record, renderRecord({ judged, began, tenant, summary, by, ...played, picture: basename(picture) }));
  return [record, picture];
}
