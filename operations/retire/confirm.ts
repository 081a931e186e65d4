/** The typed confirmation: nobody ends a platform or a tenant by a slip. */
import { createInterface } from "node:readline/promises";

/** What is asked, and how a script says it. */
export interface Question {
  readonly question: string;
  readonly option: string;
}

/**
 * @param name   what has to be typed
 * @param given  the name as a script gives it; without, a person at a terminal is asked
 * @throws Error where it is another name, or nobody can be asked
 */
export async function confirm(
  name: string,
  given: string | undefined,
  asked: Question = {
    question: `This ends ${name} with its databases and files. Type the stack's name: `,
    option: "--yes-retire",
  },
): Promise<void> {
  const typed = given ?? (await askName(name, asked));
  if (typed.trim() !== name)
    throw new Error(`Found ${typed.trim() || "nothing"} where ${name} was asked for. Nothing was changed.`);
}

async function askName(name: string, { question, option }: Question): Promise<string> {
  if (!process.stdin.isTTY) throw new Error(`Nobody can be asked here: ${option} ${name} says it for a script.`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}
