/** Runs other programs for the set-up. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export interface RunOptions {
  readonly cwd?: string;
  /** Added to our own environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Called with each line of standard error. */
  readonly onLine?: (line: string) => void;
}

/** Lines of standard error that a failure shows. */
const shownLines = 20;
const stopSignals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs a program to its end; it does not outlive us when we are told to stop.
 * @returns its standard output
 * @throws Error with what was run and the end of its standard error, when it fails
 */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { cwd, env, onLine } = options;
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const stop = (signal: NodeJS.Signals): void => {
    child.kill(signal);
  };
  for (const signal of stopSignals) process.on(signal, stop);
  const output: string[] = [];
  const tail: string[] = [];
  child.stdout.setEncoding("utf8").on("data", (text: string) => output.push(text));
  createInterface(child.stderr).on("line", (line) => {
    tail.push(line);
    if (tail.length > shownLines) tail.shift();
    onLine?.(line);
  });
  try {
    const outcome = await new Promise<string | number | null>((resolve, reject) => {
      child.once("error", reject).once("close", (code, signal) => resolve(signal ?? code));
    });
    if (outcome === 0) return output.join("");
    const where = cwd ? ` in ${cwd}` : "";
    throw new Error(`\`${[command, ...args].join(" ")}\`${where} ended with ${outcome}:\n${tail.join("\n")}`);
  } finally {
    for (const signal of stopSignals) process.off(signal, stop);
  }
}
