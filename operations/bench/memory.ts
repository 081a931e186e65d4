/** Memory of processes. */
import { family } from "./processes.ts";

/** Milliseconds between two looks. */
const intervalMs = 200;

/** Resident memory in MiB of these processes and of all that they started. */
export const residentMemory = (roots: readonly number[]): number =>
  family(roots).reduce((sum, { resident }) => sum + resident, 0) / 1024;

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
