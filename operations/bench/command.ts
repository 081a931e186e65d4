/** `longshore bench`: what it costs in time and memory. It measures and fails nothing. */
import { writeFileSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { workTree } from "../../simulator/paths.ts";
import { findStack, readStacks } from "../stacks.ts";
import { setUpTools } from "../tools.ts";
import { Bed } from "./bed.ts";
import { firstUpSubjects, measureFirstUp } from "./first-up.ts";
import { type Measurement, measure } from "./measurement.ts";
import { measurePreviews, previewSubjects } from "./previews.ts";
import { measureSetUp, setUpSubjects } from "./set-up.ts";
import { table } from "./table.ts";

export const usage = `longshore bench [--stack STACK] [--runs NUMBER] [--json FILE]

  --stack STACK   default aws-production
  --runs NUMBER   how often the quick things are measured; default 5
  --json FILE     writes the JSON there instead of below the table`;

const options = {
  stack: { type: "string", default: "aws-production" },
  runs: { type: "string", default: "5" },
  json: { type: "string" },
} as const;

/** @returns the exit code: 0, whatever was measured */
export async function run(args: readonly string[]): Promise<number> {
  const { stack, runs, json } = parseArgs({ args: [...args], options }).values;
  if (!/^[1-9]\d?$/.test(runs)) {
    console.error(usage);
    return 2;
  }
  const measurements = await measureAll(stack, Number(runs));
  const document = JSON.stringify({ stack, ...circumstances(), measurements }, undefined, 2);
  console.log(table(measurements));
  if (json === undefined) console.log(`\n${document}`);
  else writeFileSync(json, `${document}\n`);
  return 0;
}

async function measureAll(stack: string, runs: number): Promise<readonly Measurement[]> {
  const place = findStack(readStacks(workTree), stack);
  const tools = await setUpTools();
  const bed = await Bed.open(place);
  const end = (): void => void bed.close().then(() => process.exit(1));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, end);
  try {
    const say = (what: string) => console.error(`measuring ${what} …`);
    say("previews");
    const previews = await measure(previewSubjects, () => measurePreviews(bed, place, runs));
    say("the first up");
    const firstUp = await measure(firstUpSubjects, () => measureFirstUp(bed, place));
    say("the set-up");
    const setUp = await measure(setUpSubjects, () => measureSetUp(bed, tools, runs));
    return [...previews, ...firstUp, ...setUp];
  } finally {
    await bed.close();
  }
}

/** What a reader must know to compare two runs. */
function circumstances() {
  return {
    measured: new Date().toISOString(),
    machine: {
      platform: `${process.platform} ${process.arch}`,
      cores: availableParallelism(),
      memoryMiB: Math.round(totalmem() / 2 ** 20),
    },
  };
}
