/** Processes that belong together: a shell's "session", which survives the death of its first process. */
import { readdirSync, readFileSync } from "node:fs";

/** Kills every process of a session, one by one and by its id. */
export function endSession(session: number): void {
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    if (sessionOf(name) !== session) continue;
    try {
      process.kill(Number(name), "SIGKILL");
    } catch {
      // It ended in the meantime.
    }
  }
}

/** The fourth field behind the name in proc(5)'s `stat`; nothing for a process that has ended. */
function sessionOf(pid: string): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[3]);
  } catch {
    return undefined;
  }
}
