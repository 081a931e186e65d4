import { readFileSync } from "node:fs";

/**
 * When a process started, in the kernel's own unit. With the process id it names a process for good: ids are used again.
 * @param {number} pid
 * @returns {string | undefined} undefined where there is none, where it only waits to be reaped, and outside Linux
 */
export function startTime(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? undefined : fields[19];
  } catch {
    return undefined;
  }
}
