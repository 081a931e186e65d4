/** `longshore failover`: checks that a recovery can become primary, and sets its role. */
import { parseArgs } from "node:util";
import { workTree } from "../../simulator/paths.ts";
import { findStack, readStacks } from "../stacks.ts";
import { failOver } from "./failover.ts";

export const usage = `longshore failover --stack STACK [--yes]

  Makes STACK, which recovers another one, primary: checks that it knows all that it needs, and sets longshore:role. The
  next \`pulumi up\` on STACK carries it out and asks nothing of the other region. It can be started again at any time; a
  stack that another one has taken over from is refused.

  --yes  does it; without, it says until when each database has everything and what would change, and changes nothing`;

/** @returns the exit code */
export async function run(args: readonly string[]): Promise<number> {
  const options = { stack: { type: "string" }, yes: { type: "boolean", default: false } } as const;
  const { values } = parseArgs({ args: [...args], options });
  if (!values.stack) throw new Error(`--stack: which stack?\n\n${usage}`);
  const { stack } = findStack(readStacks(workTree), values.stack);
  console.log((await failOver(stack, values.yes)).join("\n"));
  return 0;
}
