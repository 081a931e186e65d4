/** Where a server keeps what. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Simulator } from "../../simulator.ts";

export interface ServerFiles {
  readonly folder: string;
  readonly data: string;
  /** What the service saves by itself: a base backup, and every segment of the log since then. */
  readonly archive: string;
  /** Folder of the socket through which the simulator itself comes in. */
  readonly sockets: string;
  /** Folder of the socket through which a replica reaches its source. */
  readonly source: string;
}

export function filesOf({ paths }: Pick<Simulator, "paths">, name: string): ServerFiles {
  const folder = join(paths.data, name);
  // A socket's path must be short: 107 characters at most.
  const sockets = join(paths.run, `pg-${createHash("sha256").update(name).digest("hex").slice(0, 8)}`);
  return {
    folder,
    data: join(folder, "pgdata"),
    archive: join(folder, "archive"),
    sockets,
    source: join(sockets, "s"),
  };
}
