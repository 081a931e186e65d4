/** Runs mocha in a process of its own, so that its end is known whatever a test does. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { statSync } from "node:fs";
import { join, relative } from "node:path";
import { workTree } from "../../simulator/paths.ts";
import { isFailure, type Outcome, outcomeSchema } from "./outcome.ts";
import { stopSignals } from "./signals.ts";

export interface Wanted {
  /** Files and folders, relative to the working directory; none means all tests. */
  readonly paths: readonly string[];
  /** Regular expression on the full names of tests. */
  readonly grep: string | undefined;
}

/**
 * @param report  descriptor of a file that gets what mocha prints; default this process's own output
 * @throws Error for a path that does not exist
 */
export async function runMocha({ paths, grep }: Wanted, report?: number): Promise<readonly Outcome[]> {
  const mocha = fork(
    join(workTree, "node_modules", "mocha", "bin", "mocha.js"),
    [
      "--reporter",
      join(import.meta.dirname, "reporter.ts"),
      // What a test leaves running must not keep mocha.
      "--exit",
      "--fail-zero",
      "--forbid-only",
      ...(report !== undefined && process.stdout.isTTY ? ["--color"] : []),
      ...(grep === undefined ? [] : ["--grep", grep]),
      ...(paths.length > 0 ? paths.map(pattern) : [pattern(join(workTree, "test"))]),
    ],
    { stdio: ["inherit", report ?? "inherit", "inherit", "ipc"] },
  );
  const outcomes: Outcome[] = [];
  mocha.on("message", (message) => outcomes.push(outcomeSchema.parse(message)));
  for (const signal of stopSignals) process.on(signal, () => mocha.kill(signal));
  const [[code, signal]] = await Promise.all([once(mocha, "exit"), once(mocha, "disconnect")]);
  if (code === 0 || outcomes.some(isFailure)) return outcomes;
  const failure = `mocha ended early, by ${signal ?? `code ${code}`}: that counts as a failure`;
  console.error(failure);
  return [...outcomes, { title: "mocha", failure }];
}

/** What mocha is given for a path: in a folder only files of tests, and never what stands beside them. */
function pattern(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new Error(`there is no ${path}: name a folder or a file of tests, for example test/gitops`);
  return found.isDirectory() ? join(relative("", path), "**", "*.test.ts") : path;
}
