/** The command `longshore tenant`. */
import { relative } from "node:path";
import { generateAll } from "./generate.ts";

export const usage = "longshore tenant generate";

/** @returns the exit code */
export async function run(args: readonly string[]): Promise<number> {
  if (args.length !== 1 || args[0] !== "generate") {
    console.error(usage);
    return 2;
  }
  for (const file of generateAll()) console.log(relative(process.cwd(), file));
  return 0;
}
