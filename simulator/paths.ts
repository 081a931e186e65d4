/** Where the simulator keeps things: never inside the work tree. */
import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { cacheFolder } from "./cache-folder.mjs";

/** Root of the work tree that this file belongs to. */
export const workTree = resolve(import.meta.dirname, "..");

export { cacheFolder };

/** Folders of one simulator. Two work trees, or a test beside a session, each have their own. */
export interface SimulatorPaths {
  readonly home: string;
  /** World state and Pulumi's state backend. */
  readonly state: string;
  /** Data folders of PostgreSQL, Redis, object store, etcd, Git. */
  readonly data: string;
  readonly logs: string;
  /** Process records and sockets. */
  readonly run: string;
}

/** @param home  defaults to `LONGSHORE_SIMULATOR_HOME`, else a folder in the cache named after the work tree */
export function simulatorPaths(home = process.env.LONGSHORE_SIMULATOR_HOME): SimulatorPaths {
  const tree = createHash("sha256").update(workTree).digest("hex").slice(0, 8);
  const root = resolve(home ?? join(cacheFolder(), "simulators", tree));
  const paths = {
    home: root,
    state: join(root, "state"),
    data: join(root, "data"),
    logs: join(root, "logs"),
    run: join(root, "run"),
  };
  for (const folder of Object.values(paths)) mkdirSync(folder, { recursive: true });
  return paths;
}
