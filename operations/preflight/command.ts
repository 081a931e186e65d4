/** `longshore preflight`: all that stands in the way of an `up`, before it. */
import { writeFileSync } from "node:fs";
import { workTree } from "../../simulator/paths.ts";
import { findStack, readStacks } from "../stacks.ts";
import { isWrongOption } from "../wrong-option.ts";
import { parseOptions } from "./options.ts";
import { preflight } from "./preflight.ts";
import { table } from "./table.ts";

export { usage } from "./options.ts";

/** @returns the exit code: 1 where something is wrong */
export async function run(args: readonly string[]): Promise<number> {
  try {
    const { stack, report } = parseOptions(args);
    const findings = await preflight(findStack(readStacks(workTree), stack));
    console.log(table(stack, findings));
    if (report) writeFileSync(report, `${JSON.stringify({ stack, findings }, null, 2)}\n`);
    return findings.some(({ verdict }) => verdict === "wrong") ? 1 : 0;
  } catch (error) {
    if (isWrongOption(error)) throw error;
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
}
