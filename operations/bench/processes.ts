/** Processes, as the kernel tells of them in proc(5); only Linux does. */
import { readdirSync, readFileSync } from "node:fs";

export interface Process {
  readonly pid: number;
  /** Its words, with a blank between them. */
  readonly command: string;
  /** Resident memory in KiB; a page that processes share counts for each of them. */
  readonly resident: number;
  /** Processor time in seconds that it has spent itself, in its own code and in the kernel for it. */
  readonly cpu: number;
  /** The same of those that it started and that have ended, and of theirs. */
  readonly cpuOfEnded: number;
}

/** Ticks of proc(5)'s clock in a second; Linux gives programs this one on every machine (`USER_HZ`). */
const ticks = 100;

/** These processes and all that they started, as far as they live. */
export function family(roots: readonly number[]): readonly Process[] {
  const parents = list("/proc").map((name) => ({ pid: Number(name), parent: Number(fieldsOf(name)[1]) }));
  const pids = new Set(roots);
  // The set grows while it is walked, so children of children come as well.
  for (const pid of pids) for (const child of parents) if (child.parent === pid) pids.add(child.pid);
  return [...pids].flatMap((pid) => describe(pid) ?? []);
}

/** Seconds of the processor that all processes have spent that this one ever started; 0 where the kernel does not tell. */
export const childrensSeconds = (): number =>
  family([process.pid]).reduce(
    (sum, { pid, cpu, cpuOfEnded }) => sum + cpuOfEnded + (pid === process.pid ? 0 : cpu),
    0,
  );

function describe(pid: number): Process | undefined {
  const status = read(`/proc/${pid}/status`);
  if (status === "") return undefined;
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fieldsOf(String(pid)).slice(11, 15).map(Number);
  return {
    pid,
    command: read(`/proc/${pid}/cmdline`).replaceAll("\0", " "),
    resident: Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0),
    cpu: (user + system) / ticks,
    cpuOfEnded: (endedUser + endedSystem) / ticks,
  };
}

/** State, parent and so on: what follows the name in a `stat` file of proc(5). */
function fieldsOf(pid: string): readonly string[] {
  const stat = read(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

/** Empty for a process that has ended meanwhile. */
function read(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}
