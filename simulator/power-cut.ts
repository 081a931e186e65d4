/** Ends processes as a power cut does. */
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { startTime } from "./start-time.mjs";

/** Milliseconds between two looks at a process that was killed. */
const pollMs = 5;

/**
 * Kills a process and everything that it started. PostgreSQL's own processes lead sessions of their own, so a signal to the
 * group would leave them working for a moment.
 */
export async function killTree(pid: number): Promise<void> {
  // Held, so that it starts nothing while it is looked at.
  send(pid, "SIGSTOP");
  const children = childrenOf(pid);
  await Promise.all(children.map(killTree));
  const started = startTime(pid);
  send(pid, "SIGKILL");
  while (started !== undefined && startTime(pid) === started) await pause(pollMs);
}

/** https://man7.org/linux/man-pages/man5/proc_tid_children.5.html (read 2026-11-22). */
function childrenOf(pid: number): readonly number[] {
  try {
    return readdirSync(`/proc/${pid}/task`)
      .flatMap((thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").split(" "))
      .filter(Boolean)
      .map(Number);
  } catch {
    return [];
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended in the meantime.
  }
}
