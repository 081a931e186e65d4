/** Runs the `pulumi` command to its end. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

/** A stack, and how to work on it. */
export interface Project {
  /** Folder of the project. */
  readonly folder: string;
  readonly stack: string;
  /** AWS account or Azure subscription. */
  readonly account: string;
  readonly region: string;
  readonly environment: NodeJS.ProcessEnv;
}

export interface Ended {
  /** Nothing where a signal ended it. */
  readonly code: number | null;
  readonly output: string;
  readonly complaint: string;
}

/** @param input  for the command's standard input */
export async function pulumi(project: Project, args: readonly string[], input = ""): Promise<Ended> {
  const { folder, stack, environment } = project;
  const words = [...args, "--stack", stack, "--non-interactive", "--color", "never"];
  const child = spawn("pulumi", words, { cwd: folder, env: environment });
  child.stdin.end(input);
  const [output, complaint, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { code, output, complaint };
}

/** Lines of a failed command's words that are shown. */
const shownLines = 20;

/** @throws Error with the end of what the command said, where it fails */
export async function demand(project: Project, args: readonly string[], input?: string): Promise<string> {
  const { code, output, complaint } = await pulumi(project, args, input);
  if (code === 0) return output;
  const said = (complaint.trim() || output.trim()).split("\n").slice(-shownLines).join("\n");
  throw new Error(`\`pulumi ${args.join(" ")}\` failed:\n${said}`);
}
