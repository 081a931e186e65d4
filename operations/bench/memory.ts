/** Memory of processes, as the kernel tells it in proc(5). */
import { readdirSync, readFileSync } from "node:fs";

interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Resident memory in KiB; a page that processes share counts for each of them. */
  readonly resident: number;
}

/** Milliseconds between two looks. */
const intervalMs = 200;

/** Resident memory in MiB of these processes and of all that they started. */
export function residentMemory(roots: readonly number[]): number {
  const all = processes();
  const tree = new Set(roots);
  // The set grows while it is walked, so children of children come as well.
  for (const pid of tree) for (const child of all) if (child.parent === pid) tree.add(child.pid);
  return all.filter(({ pid }) => tree.has(pid)).reduce((sum, { resident }) => sum + resident, 0) / 1024;
}

/**
 * The most memory that processes had at once while something was done.
 * @param roots  asked at each look, because processes come and go
 * @returns 0 MiB where the kernel does not tell: only Linux does
 */
export async function peakMemory<Result>(
  roots: () => readonly number[],
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly mebibytes: number }> {
  let mebibytes = 0;
  const timer = setInterval(() => {
    mebibytes = Math.max(mebibytes, residentMemory(roots()));
  }, intervalMs);
  try {
    const result = await work();
    return { result, mebibytes };
  } finally {
    clearInterval(timer);
  }
}

function processes(): readonly Process[] {
  return list("/proc").flatMap((name) => {
    const status = read(`/proc/${name}/status`);
    const field = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);
    return status === "" ? [] : { pid: Number(name), parent: field("PPid"), resident: field("VmRSS") };
  });
}

/** Empty for a process that has ended meanwhile. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
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
