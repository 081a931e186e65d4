/** Runs Git without the user's own settings, so that every machine makes the same commits. */
import { execFile } from "node:child_process";

/** Fixed, so that a commit says who made it and nothing about the machine. */
const person = { name: "Longshore simulator", email: "simulator@longshore.invalid" };

export const gitEnvironment: Readonly<Record<string, string>> = {
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_TERMINAL_PROMPT: "0",
  GIT_AUTHOR_NAME: person.name,
  GIT_AUTHOR_EMAIL: person.email,
  GIT_COMMITTER_NAME: person.name,
  GIT_COMMITTER_EMAIL: person.email,
};

export interface GitOptions {
  /** The bare repository. */
  readonly repository: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/**
 * @returns what it printed, without the last line break
 * @throws Error with the command and what Git said
 */
export function git(args: readonly string[], { repository, env, input }: GitOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const { PATH = "" } = process.env;
    const child = execFile(
      "git",
      args,
      { env: { PATH, ...gitEnvironment, GIT_DIR: repository, ...env }, maxBuffer: 64 * 1024 * 1024 },
      (error, out, errors) => {
        if (error) reject(new Error(`git ${args.join(" ")} failed: ${errors.trim() || error.message}`));
        else resolve(out.trimEnd());
      },
    );
    // A command that does not read its input may be gone before it is closed.
    child.stdin?.on("error", () => {}).end(input);
  });
}
