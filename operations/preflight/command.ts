/** `longshore preflight`: all that stands in the way of an `up`, before it. */
import { writeFileSync } from "node:fs";
import { workTree } from "../../simulator/paths.ts";
import { findStack, readStacks } from "../stacks.ts";
import { parseOptions } from "./options.ts";
import { preflight } from "./preflight.ts";
import { table } from "./table.ts";

export { usage } from "./options.ts";

/** @returns the exit code: 1 where something is wrong */
export async function run(args: readonly string[]): Promise<number> {
  const { stack, report } = parseOptions(args);
  const findings = await preflight(findStack(readStacks(workTree), stack));
  console.log(table(stack, findings));
  if (report) writeFileSync(report, `${JSON.stringify({ stack, findings }, null, 2)}\n`);
  return findings.some(({ verdict }) => verdict === "wrong") ? 1 : 0;
}
