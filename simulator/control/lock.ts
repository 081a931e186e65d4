/** Only one daemon in a simulator's folder. */
import { createHash } from "node:crypto";
import { createServer, type Server } from "node:net";

/** Exit code of a daemon that finds another one in its folder. */
export const alreadyRuns = 3;

/**
 * Takes a name in the kernel that goes with the process: unlike a lock file it cannot be left behind by a crash.
 * @throws Error that says so, if another process has it
 */
export function takeLock(home: string): Promise<Server> {
  const name = `\0longshore-${createHash("sha256").update(home).digest("hex").slice(0, 32)}`;
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve, reject) => {
    server.once("error", () => reject(new Error(`a simulator runs in ${home} already`)));
    server.listen(name, () => resolve(server));
  });
}
