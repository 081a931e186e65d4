/** The typed confirmation: nobody retires a platform by a slip. */
import { createInterface } from "node:readline/promises";

/**
 * @param given  the name as a script gives it; without, a person at a terminal is asked
 * @throws Error where it is another name, or nobody can be asked
 */
export async function confirm(stack: string, given: string | undefined): Promise<void> {
  const typed = given ?? (await askName(stack));
  if (typed.trim() !== stack)
    throw new Error(`Found ${typed.trim() || "nothing"} where ${stack} was asked for. Nothing was changed.`);
}

async function askName(stack: string): Promise<string> {
  if (!process.stdin.isTTY) throw new Error(`Nobody can be asked here: --yes-retire ${stack} says it for a script.`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(`This ends ${stack} with its databases and files. Type the stack's name: `);
  } finally {
    terminal.close();
  }
}
