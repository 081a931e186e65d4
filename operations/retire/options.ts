/** What `longshore retire` can be told. */
import { parseArgs } from "node:util";

export const usage = `longshore retire --stack STACK [--yes-retire STACK] [--record FILE]

  Ends a platform with its data: takes a last backup of every tenant and restores it to prove it, then removes database,
  files and everything else. Backups, locked archives, and the keys and secrets that open them stay.

  --yes-retire STACK   for scripts: the stack's name once more; without, it is asked for
  --record FILE        where it writes down what it did; default retired-STACK.json. A run that was stopped goes on from it`;

export interface Options {
  readonly stack: string;
  readonly confirmation: string | undefined;
  readonly record: string;
}

/** @throws Error that says what is missing or unknown */
export function parseOptions(args: readonly string[]): Options {
  const options = { stack: { type: "string" }, "yes-retire": { type: "string" }, record: { type: "string" } } as const;
  const { values } = parseArgs({ args: [...args], options });
  const { stack, record } = values;
  if (!stack) throw new Error(`--stack: which stack?\n\n${usage}`);
  return { stack, confirmation: values["yes-retire"], record: record ?? `retired-${stack}.json` };
}
