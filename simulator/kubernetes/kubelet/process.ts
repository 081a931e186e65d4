/** One run of a local program for a container. */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { constants } from "node:os";
import type { ProcessRecords } from "../../process-record.ts";
import { signalGroup } from "../../process-record.ts";
import type { Launch } from "./launch.ts";

export interface Exit {
  /** 128 and the signal's number where a signal ended it. */
  readonly code: number;
  readonly signal?: number;
  /** Why it did not start at all. */
  readonly failure?: string;
}

/** What a container runtime reports for a command that it could not start. */
const startFailure = 128;

export class LocalProcess {
  readonly pid: number | undefined;
  /** Resolves when it has ended. */
  readonly exit: Promise<Exit>;

  /**
   * @param name     on record, so that a crash of the simulator leaves it not running
   * @param logFile  takes its output
   */
  constructor(name: string, { command, args, env, cwd }: Launch, logFile: string, records: ProcessRecords) {
    const log = openSync(logFile, "w", 0o600);
    const child = spawn(command, args, { env, cwd, detached: true, stdio: ["ignore", log, log] });
    closeSync(log);
    this.pid = child.pid;
    if (child.pid !== undefined) records.write(name, child.pid, "SIGTERM");
    this.exit = exitOf(child).finally(() => {
      // What it started and left behind ends with its container.
      if (child.pid !== undefined) signalGroup(child.pid, "SIGKILL");
      records.remove(name);
    });
  }

  signal(signal: NodeJS.Signals): void {
    if (this.pid !== undefined) signalGroup(this.pid, signal);
  }
}

function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve) => {
    child.once("error", ({ message }) => resolve({ code: startFailure, failure: message }));
    child.once("exit", (code, name) => {
      const signal = name ? constants.signals[name] : undefined;
      resolve(signal === undefined ? { code: code ?? startFailure } : { code: 128 + signal, signal });
    });
  });
}
