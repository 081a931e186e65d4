/** `longshore destroy`: a platform's compute goes, its data stays. */
import { writeFileSync } from "node:fs";
import { workTree } from "../../simulator/paths.ts";
import { findStack, readStacks } from "../stacks.ts";
import { destroyPlatform } from "./destroy.ts";
import { previewDestroy, readState } from "./engine.ts";
import { parseOptions } from "./options.ts";
import { summary } from "./summary.ts";

export { usage } from "./options.ts";

/** @returns the exit code: 1 where something stays that was not meant to */
export async function run(args: readonly string[]): Promise<number> {
  const { stack, yes, report } = parseOptions(args);
  const place = findStack(readStacks(workTree), stack);
  if (!yes) {
    const { delete: gone, same } = await previewDestroy(stack, await readState(stack));
    console.log(`${gone} resources of ${stack} would go, ${same} would stay. Nothing was changed; --yes does it.`);
    return 0;
  }
  const found = await destroyPlatform(place, process.stderr);
  console.log(`\n${summary(found)}`);
  if (report) writeFileSync(report, `${JSON.stringify(found, null, 2)}\n`);
  return "found" in found.leftovers && found.leftovers.found.length > 0 ? 1 : 0;
}
