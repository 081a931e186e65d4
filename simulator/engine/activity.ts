/** Whether an engine, its program and its plugins have anything to do right now, as the kernel sees it. */
import { readdirSync, readFileSync } from "node:fs";

/**
 * True when no thread of a process and of all that it started wants the processor or waits for a disk. Where the kernel
 * does not say (only Linux does), always true.
 */
export function isAsleep(root: number): boolean {
  const children = processTree();
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree.every((pid) => threadsOf(pid).every((state) => state !== "R" && state !== "D"));
}

/** Children of every process. */
function processTree(): Map<number, number[]> {
  const children = new Map<number, number[]>();
  for (const name of list("/proc")) {
    const parent = Number(fieldsOf(`/proc/${name}/stat`)[1]);
    if (!Number.isInteger(parent)) continue;
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  return children;
}

const threadsOf = (pid: number): (string | undefined)[] =>
  list(`/proc/${pid}/task`).map((thread) => fieldsOf(`/proc/${pid}/task/${thread}/stat`)[0]);

const list = (folder: string): string[] => {
  try {
    return readdirSync(folder).filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
};

/** State, parent and so on: what follows the name in a `stat` file of proc(5); nothing for a process that has ended. */
function fieldsOf(file: string): string[] {
  try {
    const stat = readFileSync(file, "latin1");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return [];
  }
}
