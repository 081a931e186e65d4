/**
 * What is known of a process that the simulator started, on disk: after a crash the next start ends exactly these and
 * never a stranger that got the same process id, because the start time is compared as well.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import * as z from "zod";
import { startTime } from "./start-time.mjs";

const record = z.object({ pid: z.int(), started: z.string(), stopSignal: z.string() });
type Record = z.output<typeof record>;

/** Milliseconds between two looks at a process that is ending. */
const pollMs = 20;
/** Milliseconds that a process gets for an orderly end. */
export const stopGraceMs = 10_000;

export class ProcessRecords {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  write(name: string, pid: number, stopSignal: NodeJS.Signals): void {
    writeFileSync(join(this.#folder, name), JSON.stringify({ pid, started: startTime(pid) ?? "", stopSignal }));
  }

  remove(name: string): void {
    rmSync(join(this.#folder, name), { force: true });
  }

  /** Ends every process that is on record and still the same, with all that it started. Gives their names. */
  async endAll(): Promise<readonly string[]> {
    const names = readdirSync(this.#folder);
    const ended = await Promise.all(
      names.map(async (name) => {
        const known = read(join(this.#folder, name));
        const wasAlive = known !== undefined && isAlive(known);
        if (known && wasAlive) await end(known);
        this.remove(name);
        return wasAlive;
      }),
    );
    return names.filter((_, index) => ended[index]);
  }
}

/** A record that a crash cut short names no process: its writer had not gone on yet. */
function read(file: string): Record | undefined {
  try {
    return record.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}

async function end(known: Record): Promise<void> {
  signalGroup(known.pid, known.stopSignal);
  const deadline = Date.now() + stopGraceMs;
  while (isAlive(known) && Date.now() < deadline) await pause(pollMs);
  signalGroup(known.pid, "SIGKILL");
  while (isAlive(known)) await pause(pollMs);
}

/** Signals a process and its children; each process of the simulator leads a group of its own. */
export function signalGroup(pid: number, signal: string): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // It ended in the meantime.
  }
}

const isAlive = ({ pid, started }: Record): boolean => startTime(pid) === started;
