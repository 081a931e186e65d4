/** What the platform costs in a preview, beside what every preview costs. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { workTree } from "../../simulator/paths.ts";
import type { StackPlace } from "../stacks.ts";
import type { Bed } from "./bed.ts";
import { type Finding, median, type Subject } from "./measurement.ts";
import { processorTime, workers } from "./processor-time.ts";
import { timed } from "./timed.ts";

export const previewSubjects: readonly Subject[] = [
  { name: "preview of the stack / of an empty program", unit: "ratio", goal: 1.5 },
  { name: "preview of the stack", unit: "s" },
  { name: "preview of an empty program", unit: "s" },
  ...workers.map((worker) => ({ name: `processor time of the ${worker}`, unit: "s" }) as const),
];

const empty = { project: "empty", stack: "empty" };

/**
 * Alternates between the two, so that whatever else the machine does slows both down. Without the policy pack.
 * @param runs  of each
 */
export async function measurePreviews(bed: Bed, place: StackPlace, runs: number): Promise<readonly Finding[]> {
  for (const name of [place, empty]) await bed.addStack(name);
  const platform = { folder: workTree, stack: place.stack };
  const nothing = { folder: emptyProject(bed.simulator.paths.home), stack: empty.stack };
  // The first of each fills caches, and is not counted.
  for (const project of [platform, nothing]) await preview(bed, project);
  const seconds: { platform: number; nothing: number }[] = [];
  for (let run = 0; run < runs; run += 1) {
    seconds.push({ platform: await preview(bed, platform), nothing: await preview(bed, nothing) });
  }
  const own = median(seconds.map((run) => run.platform));
  const engine = median(seconds.map((run) => run.nothing));
  const note = `median of ${runs}`;
  return [
    { value: own / engine, note: `medians of ${runs} each, in turn` },
    { value: own, note },
    { value: engine, note },
    ...(await spentIn(bed, platform)),
  ];
}

/** Where the time of one more preview of the stack goes; looking there would slow down those that are timed. */
async function spentIn(bed: Bed, project: Parameters<typeof preview>[1]): Promise<readonly Finding[]> {
  const spent = await processorTime(
    () => bed.processes,
    () => preview(bed, project),
  );
  if (spent.engine === 0)
    return workers.map(() => ({ note: "only Linux tells the processor time of processes in /proc" }));
  return workers.map((worker) => ({ value: spent[worker], note: "of one more preview of the stack" }));
}

/** Seconds that a preview takes. */
function preview(bed: Bed, { folder, stack }: { readonly folder: string; readonly stack: string }): Promise<number> {
  return timed(() => bed.pulumi(folder, "preview", "--stack", stack));
}

/** Made outside the work tree, because Pulumi writes into a project's folder. */
function emptyProject(home: string): string {
  const folder = join(home, "projects", empty.project);
  const main = join(import.meta.dirname, "empty.ts");
  const project = { name: empty.project, runtime: { name: "nodejs", options: { typescript: false } }, main };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "Pulumi.yaml"), stringify(project));
  return folder;
}
