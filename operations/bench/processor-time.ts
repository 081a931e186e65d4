/** Who of those that work on a preview spends the processor's time. */
import { family, type Process } from "./processes.ts";

export const workers = ["program", "engine", "plugins"] as const;
export type Worker = (typeof workers)[number];

/** Milliseconds between two looks. What a process spends after the last look at it is missed. */
const intervalMs = 50;

/**
 * @param roots  asked at each look, because processes come and go
 * @param work   what takes the time
 * @returns seconds of the processor; all 0 where the kernel does not tell
 */
export async function processorTime(
  roots: () => readonly number[],
  work: () => Promise<unknown>,
): Promise<Readonly<Record<Worker, number>>> {
  const before = new Map(family(roots()).map(({ pid, cpu }) => [pid, cpu]));
  const latest = new Map<number, Process>();
  const look = () => {
    for (const process of family(roots())) latest.set(process.pid, process);
  };
  const timer = setInterval(look, intervalMs);
  try {
    await work();
    look();
  } finally {
    clearInterval(timer);
  }
  const spent = { program: 0, engine: 0, plugins: 0 };
  for (const process of latest.values()) spent[workerOf(process)] += process.cpu - (before.get(process.pid) ?? 0);
  return spent;
}

/** Provider plugins are the small processes that the engine starts, and the simulator's daemon behind them. */
export function workerOf({ command }: Pick<Process, "command">): Worker {
  if (/\/cmd\/run(\/|\s)/.test(command)) return "program";
  return /\/simulator\/(daemon|engine\/plugin)\.ts/.test(command) ? "plugins" : "engine";
}
