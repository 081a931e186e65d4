/** `longshore link`: a recovery learns what it must know of its primary, while both stand. */
import { parseArgs } from "node:util";
import { workTree } from "../../simulator/paths.ts";
import { findStack, readStacks } from "../stacks.ts";
import { compareLink, writeLink } from "./link.ts";
import { nextSteps } from "./next-steps.ts";
import { compareReceiver, writeReceiver } from "./receiver.ts";

export const usage = `longshore link --stack STACK [--check]

  Copies the facts and passwords of a primary into the settings of STACK, which recovers it: longshore:link.primary, and
  longshore:linkSecrets, encrypted under the stack's own key. Both are read from the primary's state, not from its region.
  Then run \`pulumi up\` on STACK. Do it again whenever the primary has new tenants or new passwords.

  Where the primary sends copies of its backups to STACK (its longshore:copies), the way back is gone as well, as soon as STACK
  is up: who may bring them, and where to, becomes the primary's longshore:copies.receiver.

  --check  changes nothing and says what is otherwise; exit code 1 where something is`;

/** @returns the exit code */
export async function run(args: readonly string[]): Promise<number> {
  const options = { stack: { type: "string" }, check: { type: "boolean", default: false } } as const;
  const { values } = parseArgs({ args: [...args], options });
  if (!values.stack) throw new Error(`--stack: which stack?\n\n${usage}`);
  const { stack } = findStack(readStacks(workTree), values.stack);
  const { peer, settings, given, different } = await compareLink(stack);
  const receiver = await compareReceiver(stack, settings);
  const lines = [...different, ...(receiver?.different ?? [])];
  if (lines.length === 0) {
    console.log(`${stack} knows ${peer} as it is.`);
    return 0;
  }
  console.log(lines.join("\n"));
  if (values.check) {
    console.log(
      `\n${stack} and ${peer} know other facts than there are: \`npx longshore link --stack ${stack}\` copies them.`,
    );
    return 1;
  }
  const learnt = different.length > 0;
  if (learnt) await writeLink(stack, given);
  const told = receiver?.facts !== undefined && receiver.different.length > 0;
  if (receiver?.facts && told) writeReceiver(peer, receiver.facts);
  const said = [
    ...(learnt ? [`${stack} knows ${peer} now.`] : []),
    ...(told ? [`${peer} knows where ${stack} takes copies of its backups.`] : []),
  ];
  const steps = nextSteps({ stack, peer, learnt, sends: receiver !== undefined, told });
  console.log(["", ...said, "Go on with", ...steps.map((step) => `  ${step}`)].join("\n"));
  return 0;
}
