/**
 * Runs the simulator's real processes: starts them once, waits until they answer, restarts them when they die, and leaves
 * none behind.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { EventEmitter } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { SimulatorPaths } from "./paths.ts";
import { killTree } from "./power-cut.ts";
import { ProcessRecords, signalGroup, stopGraceMs } from "./process-record.ts";

export interface ProcessDefinition {
  /** Unique within the simulator; also the name of the log file. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Added to the simulator's own environment. */
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
/** Milliseconds in which a process must be ready. */
const readyLimitMs = 180_000;
/** Milliseconds before the first restart; doubled each time. */
const backOffMs = 200;
/** A process that dies more often than this without having run for {@link steadyMs} is given up. */
const attempts = 4;
/** Milliseconds of running after which earlier deaths are forgotten. */
const steadyMs = 30_000;

class Entry {
  readonly definition: ProcessDefinition;
  child: ChildProcess;
  /** Resolves when the current child has ended. */
  ended: Promise<unknown>;
  startedAt = Date.now();
  deaths = 0;
  /** What `start` gives to everybody who asks for this process. */
  starting: Promise<void> = Promise.resolve();

  constructor(definition: ProcessDefinition, child: ChildProcess) {
    this.definition = definition;
    this.child = child;
    this.ended = endOf(child);
  }
}

export class Supervisor extends EventEmitter<{ restarted: [name: string]; gaveUp: [name: string, log: string] }> {
  readonly #paths: SimulatorPaths;
  readonly #records: ProcessRecords;
  readonly #running = new Map<string, Entry>();

  constructor(paths: SimulatorPaths) {
    super();
    this.#paths = paths;
    this.#records = new ProcessRecords(join(paths.run, "processes"));
  }

  /** Names of what runs now. */
  get names(): readonly string[] {
    return [...this.#running.keys()];
  }

  pid(name: string): number | undefined {
    return this.#running.get(name)?.child.pid;
  }

  /** Ends what a simulator that crashed left running. */
  endLeftovers(): Promise<readonly string[]> {
    return this.#records.endAll();
  }

  /**
   * Starts a process and waits until it is ready; where it runs already, only waits.
   * @throws Error with the end of its log, if it dies before it is ready
   */
  start(definition: ProcessDefinition): Promise<void> {
    const known = this.#running.get(definition.name);
    if (known) return known.starting;
    const entry = new Entry(definition, this.#spawn(definition));
    this.#running.set(definition.name, entry);
    entry.starting = this.#untilReady(entry);
    return entry.starting;
  }

  async stop(name: string): Promise<void> {
    const entry = this.#running.get(name);
    if (!entry) return;
    this.#running.delete(name);
    const { pid } = entry.child;
    if (pid !== undefined) {
      signalGroup(pid, entry.definition.stopSignal ?? "SIGTERM");
      const timer = setTimeout(() => signalGroup(pid, "SIGKILL"), stopGraceMs);
      await entry.ended;
      clearTimeout(timer);
    }
    this.#records.remove(name);
  }

  /** Ends a process and everything that it started at once, as a power cut does. */
  async kill(name: string): Promise<void> {
    const entry = this.#running.get(name);
    if (!entry) return;
    this.#running.delete(name);
    const { pid } = entry.child;
    if (pid !== undefined) await killTree(pid);
    await entry.ended;
    this.#records.remove(name);
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

  async #untilReady(entry: Entry): Promise<void> {
    const { name, ready } = entry.definition;
    const death = entry.ended.then(() => true);
    const deadline = Date.now() + readyLimitMs;
    while (!((await ready?.().catch(() => false)) ?? true)) {
      const dead = await Promise.race([death, pause(readyPollMs, false)]);
      if (!dead && Date.now() < deadline) continue;
      await this.stop(name);
      throw new Error(`${name} ${dead ? "ended before it was ready" : "did not get ready"}:\n${this.logTail(name)}`);
    }
    void entry.ended.then(() => this.#afterDeath(entry));
  }

  /** Starts a process again that died although it is wanted. */
  async #afterDeath(entry: Entry): Promise<void> {
    const { name } = entry.definition;
    entry.deaths = Date.now() - entry.startedAt > steadyMs ? 1 : entry.deaths + 1;
    if (this.#running.get(name) !== entry) return;
    if (entry.deaths > attempts) {
      this.#running.delete(name);
      this.#records.remove(name);
      this.emit("gaveUp", name, this.logTail(name));
      return;
    }
    await pause(backOffMs * 2 ** (entry.deaths - 1));
    if (this.#running.get(name) !== entry) return;
    entry.child = this.#spawn(entry.definition);
    entry.ended = endOf(entry.child);
    entry.startedAt = Date.now();
    this.emit("restarted", name);
    void entry.ended.then(() => this.#afterDeath(entry));
  }

  #spawn(definition: ProcessDefinition): ChildProcess {
    const { name, command, args, env, cwd, uid, gid } = definition;
    const log = openSync(this.#log(name), "a", 0o600);
    const root = process.getuid?.() === 0;
    const child = spawn(command, args, {
      // A group of its own, so that what it starts ends with it.
      detached: true,
      stdio: ["ignore", log, log],
      env: { ...process.env, ...env },
      ...(cwd ? { cwd } : {}),
      ...(root && uid !== undefined ? { uid, gid } : {}),
    });
    closeSync(log);
    if (child.pid !== undefined) this.#records.write(name, child.pid, definition.stopSignal ?? "SIGTERM");
    return child;
  }
}

/** Resolves when a process has ended, or could not be started at all. */
function endOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve) => {
    child.once("exit", resolve);
    child.once("error", resolve);
  });
}
