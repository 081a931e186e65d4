/** What `longshore preflight` can be told. */
import { parseArgs } from "node:util";

export const usage = `longshore preflight --stack STACK [--report FILE]

  Says all that would stand in the way of \`pulumi up\`, at once, each with its remedy. It creates and changes nothing.
  Exit code 1 where something is wrong.

  --report FILE   writes the findings as JSON as well`;

/** @throws Error that says what is missing or unknown */
export function parseOptions(args: readonly string[]): { readonly stack: string; readonly report: string | undefined } {
  const options = { stack: { type: "string" }, report: { type: "string" } } as const;
  const { stack, report } = parseArgs({ args: [...args], options }).values;
  if (!stack) throw new Error(`--stack: which stack?\n\n${usage}`);
  return { stack, report };
}
