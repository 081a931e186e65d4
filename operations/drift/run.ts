/** Runs one `pulumi` command to its end. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

/** Where and as whom Pulumi runs. */
export interface Surroundings {
  /** Folder of a project. */
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
}

export interface Result {
  readonly code: number | null;
  readonly output: string;
  readonly complaint: string;
}

/** @throws Error where there is no `pulumi` on the path */
export async function pulumi({ folder, environment }: Surroundings, ...words: readonly string[]): Promise<Result> {
  const child = spawn("pulumi", [...words, "--non-interactive", "--color", "never"], {
    cwd: folder,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [output, complaint, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { code, output, complaint };
}

/** @throws Error with Pulumi's own words, where the command fails */
export async function mustPulumi(where: Surroundings, ...words: readonly string[]): Promise<string> {
  const { code, output, complaint } = await pulumi(where, ...words);
  if (code === 0) return output;
  throw new Error(`pulumi ${words.slice(0, 2).join(" ")} failed:\n${(complaint || output).trim()}`);
}
