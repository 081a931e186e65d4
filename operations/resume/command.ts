/** `longshore resume`: after an `up` or `destroy` that broke off, before the next one. */
import { parseArgs } from "node:util";
import { workTree } from "../../simulator/paths.ts";
import { findStack, readStacks } from "../stacks.ts";
import { type Resumed, resume } from "./resume.ts";

export const usage = `longshore resume --stack STACK [--unlock]

Takes into the state what a broken-off run made and Pulumi does not know of, and takes the run's lock away.
Then run \`pulumi up\` (or \`destroy\`) again.

  --unlock  takes the lock away although its run was on another machine: only when that run is over`;

/** @returns the exit code */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { stack: { type: "string" }, unlock: { type: "boolean", default: false } },
  });
  if (values.stack === undefined) {
    console.error(usage);
    return 2;
  }
  try {
    const { stack, account, region } = findStack(readStacks(workTree), values.stack);
    const project = { folder: workTree, stack, account, region, environment: process.env };
    console.log(describe(await resume(project, values.unlock), stack));
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

/** For people. */
export function describe({ unlocked, pending, adopted }: Resumed, stack: string): string {
  const lines = [
    unlocked ? "The lock of the run that broke off is gone." : "No lock stood in the way.",
    pending.length > 0 ? `It was in the middle of\n${pending.map((what) => `  ${what}`).join("\n")}` : "",
    adopted.length > 0
      ? `The cloud had what the state did not; now it has\n${adopted.map((urn) => `  ${urn}`).join("\n")}`
      : "Nothing stands in the cloud that the state does not have.",
    `Go on with \`npx pulumi up -s ${stack} --policy-pack policy-pack\`.`,
  ];
  return lines.filter(Boolean).join("\n");
}
