/** The lock that an ended run leaves on its stack. */
import { hostname } from "node:os";

export interface Lock {
  readonly user: string;
  readonly host: string;
  readonly pid: number;
  readonly since: string;
}

/** Reads who holds a stack, out of Pulumi's complaint: pkg/backend/diy/lock.go, `checkForLock` (3.256.0). */
export function locksIn(complaint: string): readonly Lock[] {
  const matches = complaint.matchAll(/created by (\S+)@(\S+) \(pid (\d+)\) at (\S+)/g);
  return [...matches].map(([, user = "", host = "", pid = "", since = ""]) => ({
    user,
    host,
    pid: Number(pid),
    since,
  }));
}

/** Whether nobody can hold it any more; of another machine's run that cannot be known from here. */
export const isLeftOver = ({ host, pid }: Lock, here = hostname()): boolean => host === here && !isAlive(pid);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be signalled, but it is there.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
