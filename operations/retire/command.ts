/** `longshore retire`: a platform ends with its data, after a last backup that is proved. */
import { workTree } from "../../simulator/paths.ts";
import { findStack, readStacks } from "../stacks.ts";
import { confirm } from "./confirm.ts";
import { parseOptions } from "./options.ts";
import { retirePlatform } from "./retire.ts";
import { summary } from "./summary.ts";

export { usage } from "./options.ts";

/** @returns the exit code */
export async function run(args: readonly string[]): Promise<number> {
  const { stack, confirmation, record } = parseOptions(args);
  const place = findStack(readStacks(workTree), stack);
  await confirm(stack, confirmation);
  console.log(`\n${summary(await retirePlatform(place, record, process.stderr), record)}`);
  return 0;
}
