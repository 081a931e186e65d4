/** `npm start`: a whole stack up on the simulator, handed over to Argo CD, its backup restored once. */
import { writeFileSync } from "node:fs";
import { workTree } from "../../simulator/paths.ts";
import { findStack, readStacks, type StackPlace } from "../stacks.ts";
import { takeDown } from "./down.ts";
import { parseOptions } from "./options.ts";
import { runPlatform } from "./platform.ts";
import { summary } from "./summary.ts";

export { usage } from "./options.ts";

/** @returns the exit code */
export async function run(args: readonly string[]): Promise<number> {
  const options = parseOptions(args);
  const place: StackPlace = findStack(readStacks(workTree), options.stack);
  if (options.down) {
    console.log(await takeDown(place));
    return 0;
  }
  const found = await runPlatform(place, options, process.stderr);
  console.log(`\n${summary(found)}`);
  if (options.report) writeFileSync(options.report, `${JSON.stringify(found.report, null, 2)}\n`);
  return found.rehearsal && !found.rehearsal.verified ? 1 : 0;
}
