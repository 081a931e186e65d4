/** `longshore failback`: a former primary becomes the recovery of the stack that took over from it. */
import { parseArgs } from "node:util";
import { workTree } from "../../simulator/paths.ts";
import { findStack, readStacks } from "../stacks.ts";
import { failBack } from "./failback.ts";

export const usage = `longshore failback --stack STACK [--successor STACK] [--yes]

  Makes STACK, a primary that another stack has taken over from, the recovery of that stack: its databases leave Pulumi's
  state and stay in the cloud as they are, and the next \`pulumi up\` makes replicas of the new primary's under names of their
  own. When they have caught up, \`longshore failover\` switches back. It can be started again at any time.
  The cluster of a pilot light goes with that \`pulumi up\`; it is drained here, as \`longshore destroy\` does it.
  Where the successor came back from copied backups, STACK gets empty databases and receives copies in its turn.

  --successor STACK  the stack that took over; default the peer of the link
  --yes              does it; without, it says what would change and changes nothing`;

/** @returns the exit code */
export async function run(args: readonly string[]): Promise<number> {
  const options = {
    stack: { type: "string" },
    successor: { type: "string" },
    yes: { type: "boolean", default: false },
  } as const;
  const { values } = parseArgs({ args: [...args], options });
  if (!values.stack) throw new Error(`--stack: which stack?\n\n${usage}`);
  const stacks = readStacks(workTree);
  const { stack } = findStack(stacks, values.stack);
  const successor = values.successor && findStack(stacks, values.successor).stack;
  console.log((await failBack({ stack, successor, yes: values.yes })).join("\n"));
  return 0;
}
