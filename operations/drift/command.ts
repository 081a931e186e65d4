/** `longshore drift`: what in a running stack's cloud is not as the stack says. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { workTree } from "../../simulator/paths.ts";
import { findStack, readStacks } from "../stacks.ts";
import { isWrongOption } from "../wrong-option.ts";
import { findDrift, isDrift, isUnsure } from "./find.ts";
import { readOwner } from "./owner.ts";
import { describeDrift } from "./report.ts";

export const usage = `longshore drift --stack STACK [--report FILE]

  Asks the cloud what stands there and prints what is not as the stack says: whose it is, which rules it breaks, how to
  take it back. Reads only: neither the cloud nor the stack's state is changed. Needs what \`pulumi preview\` needs.
  --report FILE   writes the report there as well, as Markdown

  Exit code 0: no drift; 1: drift; 2: the question was wrong, or the cloud did not answer all of it.`;

/** @returns the exit code */
export async function run(args: readonly string[]): Promise<number> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { stack: { type: "string" }, report: { type: "string" } },
    });
    if (values.stack === undefined) {
      console.error(usage);
      return 2;
    }
    const { project, stack } = findStack(readStacks(workTree), values.stack);
    const drift = await findDrift({
      project,
      stack,
      folder: workTree,
      environment: process.env,
      policyPack: join(workTree, "policy-pack"),
      owner: readOwner(workTree, stack),
    });
    const report = describeDrift(drift);
    console.log(report);
    if (values.report !== undefined) writeFileSync(values.report, `${report}\n`);
    if (isDrift(drift)) return 1;
    return isUnsure(drift) ? 2 : 0;
  } catch (error) {
    if (isWrongOption(error)) throw error;
    console.error(error instanceof Error ? error.message : String(error));
    return 2;
  }
}
