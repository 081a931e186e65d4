/**
 * Runs the simulator's real processes: starts them once, waits until they answer, restarts them when they die, and leaves
 * none behind. Each is recorded with its start time, so that after a crash the next start ends exactly the leftovers and
 * never a stranger that got the same process id.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { SimulatorPaths } from "./paths.ts";

export interface ProcessDefinition {
  /** Unique within the simulator; also the name of the log file. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** User to run as when the simulator runs as root. */
  readonly uid?: number;
  readonly gid?: number;
  /** Asked until it says true; a process that dies first fails the start. */
  readonly ready?: () => Promise<boolean>;
  /** Signal for an orderly end; default SIGTERM. */
  readonly stopSignal?: NodeJS.Signals;
}

/** Milliseconds between two questions to a process that is starting. */
const readyPollMs = 25;
/** Milliseconds that a process gets for an orderly end. */
const stopGraceMs = 10_000;

export class Supervisor {
  readonly #paths: SimulatorPaths;
  readonly #running = new Map<
    string,
    { readonly definition: ProcessDefinition; child: ChildProcess; wanted: boolean }
  >();

  constructor(paths: SimulatorPaths) {
    this.#paths = paths;
    mkdirSync(this.#records, { recursive: true });
  }

  get #records(): string {
    return join(this.#paths.run, "processes");
  }

  /** Names of what runs now. */
  get names(): readonly string[] {
    return [...this.#running.keys()];
  }

  pid(name: string): number | undefined {
    return this.#running.get(name)?.child.pid;
  }

  /** Ends what a simulator that crashed left running. */
  async endLeftovers(): Promise<readonly string[]> {
    const ended: string[] = [];
    for (const name of readdirSync(this.#records)) {
      const record: { pid: number; started: string } = JSON.parse(readFileSync(join(this.#records, name), "utf8"));
      if (startTime(record.pid) === record.started) {
        process.kill(record.pid, "SIGKILL");
        while (startTime(record.pid) === record.started) await pause(readyPollMs);
        ended.push(name);
      }
      rmSync(join(this.#records, name), { force: true });
    }
    return ended;
  }

  /**
   * Starts a process and waits until it is ready; does nothing where it runs already.
   * @throws Error with the end of its log, if it dies before it is ready
   */
  async start(definition: ProcessDefinition): Promise<void> {
    if (this.#running.has(definition.name)) return;
    const entry = { definition, child: this.#spawn(definition), wanted: true };
    this.#running.set(definition.name, entry);
    entry.child.once("exit", () => this.#restart(definition.name));
    while (!((await definition.ready?.().catch(() => false)) ?? true)) {
      if (this.#running.get(definition.name)?.child !== entry.child) {
        throw new Error(`${definition.name} ended before it was ready:\n${this.logTail(definition.name)}`);
      }
      await pause(readyPollMs);
    }
  }

  async stop(name: string): Promise<void> {
    const entry = this.#running.get(name);
    if (!entry) return;
    this.#running.delete(name);
    entry.wanted = false;
    const { child, definition } = entry;
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, "exit");
      child.kill(definition.stopSignal ?? "SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), stopGraceMs);
      await exited;
      clearTimeout(timer);
    }
    rmSync(join(this.#records, name), { force: true });
  }

  /** Stops everything, the newest first. */
  async stopAll(): Promise<void> {
    for (const name of [...this.names].reverse()) await this.stop(name);
  }

  /** The last lines that a process wrote. */
  logTail(name: string, lines = 15): string {
    return readFileSync(this.#log(name), "utf8").trimEnd().split("\n").slice(-lines).join("\n");
  }

  #log(name: string): string {
    return join(this.#paths.logs, `${name}.log`);
  }

  #spawn(definition: ProcessDefinition): ChildProcess {
    const { name, command, args, env, cwd, uid, gid } = definition;
    const log = openSync(this.#log(name), "a");
    const root = process.getuid?.() === 0;
    const child = spawn(command, args, {
      stdio: ["ignore", log, log],
      env: { ...process.env, ...env },
      ...(cwd ? { cwd } : {}),
      ...(root && uid !== undefined ? { uid, gid } : {}),
    });
    if (child.pid !== undefined) {
      writeFileSync(join(this.#records, name), JSON.stringify({ pid: child.pid, started: startTime(child.pid) }));
    }
    return child;
  }

  #restart(name: string): void {
    const entry = this.#running.get(name);
    if (!entry?.wanted) return;
    this.#running.delete(name);
  }
}

/** When a process started, in the kernel's own unit; undefined where there is none. */
function startTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}
