/** Where the simulator keeps things: never inside the work tree. */
import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** Root of the work tree that this file belongs to. */
export const workTree = resolve(import.meta.dirname, "..");

/**
 * Per-user cache for tools and simulated platforms. Root gets a folder that other users may enter, because PostgreSQL
 * refuses to run as root and is started as `nobody`.
 */
export function cacheFolder(): string {
  const { LONGSHORE_CACHE, XDG_CACHE_HOME } = process.env;
  if (LONGSHORE_CACHE) return resolve(LONGSHORE_CACHE);
  const base = XDG_CACHE_HOME ?? (process.getuid?.() === 0 ? "/var/cache" : join(homedir(), ".cache"));
  return join(base, "longshore");
}

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
