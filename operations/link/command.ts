/** `longshore link`: a recovery learns what it must know of its primary, while both stand. */
import { parseArgs } from "node:util";
import { workTree } from "../../simulator/paths.ts";
import { findStack, readStacks } from "../stacks.ts";
import { compareLink, writeLink } from "./link.ts";

export const usage = `longshore link --stack STACK [--check]

  Copies the facts and passwords of a primary into the settings of STACK, which recovers it: longshore:link.primary, and
  longshore:linkSecrets, encrypted under the stack's own key. Both are read from the primary's state, not from its region.
  Then run \`pulumi up\` on STACK. Do it again whenever the primary has new tenants or new passwords.

  --check  changes nothing and says what is otherwise; exit code 1 where something is`;

/** @returns the exit code */
export async function run(args: readonly string[]): Promise<number> {
  const options = { stack: { type: "string" }, check: { type: "boolean", default: false } } as const;
  const { values } = parseArgs({ args: [...args], options });
  if (!values.stack) throw new Error(`--stack: which stack?\n\n${usage}`);
  const { stack } = findStack(readStacks(workTree), values.stack);
  const { peer, given, different } = await compareLink(stack);
  if (different.length === 0) {
    console.log(`${stack} knows ${peer} as it is.`);
    return 0;
  }
  console.log(different.join("\n"));
  if (values.check) {
    console.log(`\n${stack} knows another ${peer} than there is: \`npx longshore link --stack ${stack}\` copies it.`);
    return 1;
  }
  await writeLink(stack, given);
  console.log(`\n${stack} knows ${peer} now. Go on with \`npx pulumi up -s ${stack} --policy-pack policy-pack\`.`);
  return 0;
}
