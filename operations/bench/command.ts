/** `longshore bench`: what it costs in time and memory. It measures and fails nothing. */
import { writeFileSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { workTree } from "../../simulator/paths.ts";
import type { Toolchain } from "../../simulator/toolchain/toolchain.ts";
import { closing } from "../closing.ts";
import { readSettings } from "../settings.ts";
import { findStack, readStacks, type StackPlace } from "../stacks.ts";
import { setUpTools } from "../tools.ts";
import { measureBackups } from "./backups/backups.ts";
import { Bed } from "./bed.ts";
import { commitSubjects, measureCommits } from "./commits.ts";
import { measureDrills, type Standby } from "./drills.ts";
import { firstUpSubjects, measureFirstUp } from "./first-up.ts";
import { type Measurement, measure } from "./measurement.ts";
import { measurePreviews, previewSubjects } from "./previews.ts";
import { measureSetUp, setUpSubjects } from "./set-up.ts";
import { table } from "./table.ts";
import { measureTenants, tenantSubjects } from "./tenants.ts";

export const usage = `longshore bench [--stack STACK] [--only PART] [--runs NUMBER] [--json FILE]
longshore bench --only backups [--size GB,…] [--runs NUMBER] [--json FILE]
longshore bench --only drills FOLDER [--json FILE]

  --stack STACK   default aws-production
  --only PART     previews, first-up (its memory as well), set-up, tenants, backups or drills; default the first three
  --size GB,…     how much is backed up and restored; default 0.1,1
  --runs NUMBER   how often the quick things are measured, default 5; backups, default 1
  --json FILE     writes the JSON there instead of below the table
  FOLDER          with reports that \`longshore drill SCENARIO --report FILE\` wrote, also in folders below: docs/drills`;

const options = {
  stack: { type: "string", default: "aws-production" },
  only: { type: "string" },
  size: { type: "string", default: "0.1,1" },
  runs: { type: "string" },
  json: { type: "string" },
} as const;

/** @returns the exit code: 0, whatever was measured */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const { stack, only, size, runs, json } = values;
  const sizes = size.split(",").map(Number);
  const [folder, ...more] = positionals;
  const known = only === undefined || Object.hasOwn(parts, only) || only === "backups" || only === "drills";
  const fits = (only === "drills") === (folder !== undefined) && more.length === 0 && sizes.every((one) => one > 0);
  if (!known || !fits || (runs !== undefined && !/^[1-9]\d?$/.test(runs))) {
    console.error(usage);
    return 2;
  }
  const measureWanted = async () => {
    if (folder !== undefined) return measureDrills(folder, standbyOf);
    if (only !== "backups") return measureParts(stack, Number(runs ?? 5), only);
    return measureBackups(
      await setUpTools(),
      sizes.toSorted((a, b) => a - b),
      Number(runs ?? 1),
    );
  };
  const measurements = await measureWanted();
  const document = JSON.stringify({ ...circumstances(stack, only), measurements }, undefined, 2);
  console.log(table(measurements));
  if (json === undefined) console.log(`\n${document}`);
  else writeFileSync(json, `${document}\n`);
  return 0;
}

/** How the recovery waits that takes this stack over, or that this stack is. */
function standbyOf(stack: string): Standby | undefined {
  const settings = readStacks(workTree).map((place) => ({ place, settings: readSettings(workTree, place.stack) }));
  const linked = settings.filter(({ settings: { role, link } }) => role === "recovery" && link?.by === "replica");
  return linked.find(({ place, settings: { link } }) => place.stack === stack || link?.peer === stack)?.settings.link
    ?.standby;
}

interface Work {
  readonly bed: Bed;
  readonly place: StackPlace;
  readonly tools: Toolchain;
  readonly runs: number;
}

const parts: Readonly<Record<string, (work: Work) => Promise<readonly Measurement[]>>> = {
  previews: ({ bed, place, runs }) => measure(previewSubjects, () => measurePreviews(bed, place, runs)),
  "first-up": ({ bed, place }) => measure(firstUpSubjects, () => measureFirstUp(bed, place)),
  tenants: async ({ bed, place, runs }) => [
    ...(await measure(tenantSubjects, () => measureTenants(bed, place, runs))),
    ...(await measure(commitSubjects, () => measureCommits(bed, place, runs))),
  ],
  "set-up": ({ bed, tools, runs }) => measure(setUpSubjects, () => measureSetUp(bed, tools, runs)),
};

/** @param only  name of the one part that is wanted */
async function measureParts(stack: string, runs: number, only: string | undefined): Promise<readonly Measurement[]> {
  const place = findStack(readStacks(workTree), stack);
  const tools = await setUpTools();
  return closing(await Bed.open(place), async (bed) => {
    const measurements: Measurement[] = [];
    const wanted = Object.entries(parts).filter(([name]) => (only === undefined ? name !== "tenants" : name === only));
    for (const [name, part] of wanted) {
      console.error(`measuring ${name} …`);
      measurements.push(...(await part({ bed, place, tools, runs })));
    }
    return measurements;
  });
}

/** What a reader must know to compare two runs. */
function circumstances(stack: string, only: string | undefined) {
  return {
    ...(only === "backups" || only === "drills" ? {} : { stack }),
    measured: new Date().toISOString(),
    machine: {
      platform: `${process.platform} ${process.arch}`,
      cores: availableParallelism(),
      memoryMiB: Math.round(totalmem() / 2 ** 20),
    },
  };
}
