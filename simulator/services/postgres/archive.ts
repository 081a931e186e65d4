/** What the service saves by itself: a base backup from a server's first moment, and every segment of the log since then. */
import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Simulator } from "../../simulator.ts";
import { ownFile, ownFolder } from "../owner.ts";
import { run } from "../run.ts";
import { filesOf } from "./files.ts";
import { psql } from "./programs.ts";

/** Milliseconds between two looks for a segment of the log. */
const pollMs = 20;
/** Milliseconds in which PostgreSQL must have saved a segment. */
const saveLimitMs = 60_000;

const baseOf = (archive: string): string => join(archive, "base");
const sinceFile = (archive: string): string => join(archive, "since");
export const logOf = (archive: string): string => join(archive, "log");

/** Saves the files of a server that has never started, where they are not saved yet. */
export async function beginArchive(simulator: Simulator, name: string): Promise<void> {
  const { archive, data } = filesOf(simulator, name);
  if (existsSync(archive)) return;
  const unfinished = `${archive}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  for (const folder of [unfinished, logOf(unfinished)]) ownFolder(folder);
  await run("cp", ["-a", data, baseOf(unfinished)]);
  renameSync(unfinished, archive);
}

/** From now on a server can be brought back to any second, where it could not before. */
export function openWindow(simulator: Simulator, name: string): void {
  if (restorableSince(simulator, name) === undefined)
    ownFile(sinceFile(filesOf(simulator, name).archive), new Date().toISOString());
}

/** Since when a server can be brought back; nothing for a replica. */
export function restorableSince(simulator: Simulator, name: string): Date | undefined {
  const file = sinceFile(filesOf(simulator, name).archive);
  return existsSync(file) ? new Date(readFileSync(file, "utf8")) : undefined;
}

/**
 * Puts the files of a new server there, as they were at the beginning of another one, with all that was saved since.
 * @throws Error where that one runs and does not save what it has written last
 */
export async function restoreFiles(simulator: Simulator, name: string, from: string): Promise<void> {
  if (simulator.supervisor.pid(from) !== undefined) await saveAll(simulator, from);
  const { archive, data } = filesOf(simulator, name);
  rmSync(archive, { recursive: true, force: true });
  // What is saved is never changed, so the new server's own backups may begin with the same files.
  await run("cp", ["-al", filesOf(simulator, from).archive, archive]);
  rmSync(sinceFile(archive), { force: true });
  await run("cp", ["-a", baseOf(archive), data]);
  rmSync(join(data, "standby.signal"), { force: true });
  ownFile(join(data, "recovery.signal"), "");
}

/** Has a running server save what it has written so far. */
async function saveAll(simulator: Simulator, name: string): Promise<void> {
  // A replay that shall end at a second must find a transaction behind it.
  const script = "SELECT pg_current_xact_id() IS NULL;\nSELECT pg_walfile_name(pg_switch_wal());\n";
  const segment = (await psql(simulator, name, script)).split("\n").at(-1) ?? "";
  const file = join(logOf(filesOf(simulator, name).archive), segment);
  const deadline = Date.now() + saveLimitMs;
  while (!existsSync(file)) {
    if (Date.now() > deadline) throw new Error(`${name} did not save ${segment} within ${saveLimitMs / 1000} seconds`);
    await pause(pollMs);
  }
}
