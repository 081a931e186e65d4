/** Programs that do one thing and end. */
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { serviceUser } from "./owner.ts";

/**
 * Runs a program as the service's user.
 * @param input  goes to its standard input: secrets have no business on a command line
 * @returns what it wrote
 * @throws Error with what it complained of
 */
export async function run(
  command: string,
  args: readonly string[],
  { input = "", env = {} }: { input?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<string> {
  const child = spawn(command, args, { ...serviceUser(), cwd: "/", env: { ...process.env, HOME: "/", ...env } });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  // A program that does not read its input may end before all of it is written.
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const [output, complaint, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code !== 0) throw new Error(`${command} ended with code ${code}:\n${complaint.trim()}`);
  return output;
}
