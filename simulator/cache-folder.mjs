/** Plain JavaScript, because the launcher asks before there is a Node that runs TypeScript. */
import { homedir } from "node:os";
import { join, resolve } from "node:path";

/**
 * Per-user cache for tools and simulated platforms. Root gets a folder that other users may enter, because PostgreSQL
 * refuses to run as root and is started as `nobody`.
 */
export function cacheFolder() {
  const { LONGSHORE_CACHE, XDG_CACHE_HOME } = process.env;
  if (LONGSHORE_CACHE) return resolve(LONGSHORE_CACHE);
  const base = XDG_CACHE_HOME ?? (process.getuid?.() === 0 ? "/var/cache" : join(homedir(), ".cache"));
  return join(base, "longshore");
}
