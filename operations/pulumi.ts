/** Runs one `pulumi` command to its end. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

/** Where and as whom Pulumi runs. */
export interface Surroundings {
  /** Folder of a project. */
  readonly folder: string;
  /** Added to every command as `--stack`; nothing for commands that name their stack themselves, or know none. */
  readonly stack?: string;
  readonly environment: NodeJS.ProcessEnv;
}

export interface Ended {
  /** Nothing where a signal ended it. */
  readonly code: number | null;
  readonly output: string;
  readonly complaint: string;
}

/**
 * @param input  for the command's standard input; default none
 * @throws Error where there is no `pulumi` on the path
 */
export async function pulumi(where: Surroundings, args: readonly string[], input = ""): Promise<Ended> {
  const { folder, stack, environment } = where;
  const own = [...(stack === undefined ? [] : ["--stack", stack]), "--non-interactive", "--color", "never"];
  const child = spawn("pulumi", [...args, ...own], { cwd: folder, env: environment });
  child.stdin.end(input);
  const [output, complaint, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { code, output, complaint };
}

/** Lines of a failed command's words that are shown. */
const shownLines = 20;

/** @throws Error with the end of what the command said, where it fails */
export async function mustPulumi(where: Surroundings, args: readonly string[], input?: string): Promise<string> {
  const { code, output, complaint } = await pulumi(where, args, input);
  if (code === 0) return output;
  const said = (complaint.trim() || output.trim()).split("\n").slice(-shownLines).join("\n");
  throw new Error(`\`pulumi ${args.join(" ")}\` failed:\n${said}`);
}
