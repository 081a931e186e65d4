/**
 * Runs psql, pg_dump, restic, rclone and tar as child processes. Secrets reach them by environment only, each tool gets
 * its own variables and no other's, and none outlives this process.
 */
import { type ChildProcess, type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { Failure } from "./failure.ts";
import { afterRefusal } from "./refusal.ts";
import { type Environment, secretNames } from "./settings.ts";

/** What every tool may see: where things are, and how to reach the network. */
const common = /^(PATH|HOME|TMPDIR|LANG|TZ|SSL_CERT_FILE|SSL_CERT_DIR|HTTPS?_PROXY|NO_PROXY|https?_proxy|no_proxy)$/;
/** What some tools may see besides. */
const own = {
  postgres: /^PG[A-Z]+$/,
  restic: /^(RESTIC|AWS|AZURE)_/,
  rclone: /^(RCLONE|AWS|AZURE)_/,
  tar: /^$/,
} as const;

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly input?: string;
  readonly cwd?: string;
  /** Variables besides those that the tool may take from the environment. */
  readonly extra?: Environment;
  /** Runs although this process was told to end: cleaning up. */
  readonly whileEnding?: boolean;
  /** Milliseconds after which it is ended; default: it takes as long as it takes. */
  readonly patience?: number;
}

export class Tools {
  readonly #environment: Environment;
  /** One line of progress. */
  readonly say: (text: string) => void;
  readonly #children = new Set<ChildProcess>();
  readonly #end = new AbortController();

  /** @param say  default: nobody hears it */
  constructor(environment: Environment, say: (text: string) => void = () => {}) {
    this.#environment = environment;
    this.say = say;
  }

  /** Starts a tool whose input stays open. */
  start(
    group: keyof typeof own,
    command: string,
    args: readonly string[],
    { cwd, extra, whileEnding, patience }: RunOptions = {},
  ): ChildProcessByStdio<Writable, Readable, Readable> {
    if (this.ending && !whileEnding) throw ended();
    const child = spawn(command, args, {
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...this.#visible(group), ...extra },
      ...(cwd ? { cwd } : {}),
      ...(patience ? { timeout: patience } : {}),
    });
    this.#children.add(child);
    child.once("close", () => this.#children.delete(child));
    // A tool that ends early closes its input; its exit code says why.
    child.stdin.on("error", () => {});
    return child;
  }

  /** Runs a tool to its end. */
  run(group: keyof typeof own, command: string, args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
    const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
    const child = this.start(group, command, args, options);
    const output = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].setEncoding("utf8").on("data", (text: string) => {
        output[stream] += text;
        // It may go on trying for a quarter of an hour, and whoever waits should know why.
        if (/, retrying after /.test(text)) this.say(`${command}: ${text.trim()}`);
      });
    }
    child.once("error", (error) => {
      reject(new Failure("tool", `${command} did not start: ${error.message}`, "use the image, which has it"));
    });
    child.once("close", (code) => {
      if (this.ending && !options.whileEnding) reject(ended(lastTrouble(output.stderr)));
      else resolve({ code: code ?? 1, ...output });
    });
    child.stdin.end(options.input ?? "");
    return promise;
  }

  /** Ends all tools in an orderly way and starts no more, save those that clean up. */
  end(): void {
    this.#end.abort();
    for (const child of this.#children) child.kill("SIGTERM");
  }

  get ending(): boolean {
    return this.#end.signal.aborted;
  }

  /** Aborts when this process was told to end. */
  get told(): AbortSignal {
    return this.#end.signal;
  }

  /** Waits for all of some tasks; if one fails, the tools behind the others are ended before its failure is passed on. */
  async together<const Tasks extends readonly Promise<unknown>[]>(
    tasks: Tasks,
  ): Promise<{ -readonly [Index in keyof Tasks]: Awaited<Tasks[Index]> }> {
    try {
      return await Promise.all(tasks);
    } catch (error) {
      for (const child of this.#children) child.kill("SIGTERM");
      await Promise.allSettled(tasks);
      throw error;
    }
  }

  /** The text without any secret's value. */
  redact(text: string): string {
    const secrets = secretNames.map((name) => this.#environment[name]).filter((value) => value !== undefined);
    return secrets.reduce((rest, secret) => (secret === "" ? rest : rest.replaceAll(secret, "***")), text);
  }

  #visible(group: keyof typeof own): Record<string, string | undefined> {
    return Object.fromEntries(
      Object.entries(this.#environment).filter(([name]) => common.test(name) || own[group].test(name)),
    );
  }
}

function ended(trouble?: string): Failure {
  const [during, next] = trouble
    ? [` while ${trouble}`, afterRefusal(trouble)]
    : ["", "nothing: the next run starts afresh"];
  return new Failure("ended", `told to end by SIGTERM${during}`, next ?? "look into that; the next run starts afresh");
}

/** What a tool that went on trying complained of last. */
const lastTrouble = (stderr: string): string | undefined =>
  stderr
    .trimEnd()
    .split("\n")
    .findLast((line) => / retrying after /.test(line));
