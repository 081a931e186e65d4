/** The first files of a server: empty ones, a replica's, or those of a restored one. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Simulator } from "../../simulator.ts";
import { ownFile, ownFolder } from "../owner.ts";
import { restoreFiles } from "./archive.ts";
import { superuser } from "./configuration.ts";
import { filesOf } from "./files.ts";
import { psql, runProgram } from "./programs.ts";
import type { PostgresServer } from "./server.ts";

/** Milliseconds between two looks at a server that is being restored. */
const pollMs = 50;
/** Milliseconds in which a server must have replayed its log. */
const restoreLimitMs = 3_600_000;

/** @throws Error where the source of a replica does not answer */
export async function createCluster(simulator: Simulator, { name, kind }: PostgresServer): Promise<void> {
  const { folder, data } = filesOf(simulator, name);
  ownFolder(folder);
  rmSync(data, { recursive: true, force: true });
  if ("source" in kind) return copySource(simulator, name, kind.source);
  if (kind.restore) return restoreFiles(simulator, name, kind.restore.from);
  const encoding = ["--encoding=UTF8", "--locale=C.UTF-8"];
  const users = [`--username=${superuser}`, "--auth-local=trust", "--auth-host=scram-sha-256"];
  // Small segments, because each that is saved stays.
  const rest = ["--wal-segsize=1", "--no-sync", "--no-instructions"];
  await runProgram(simulator, "initdb", ["-D", data, ...users, ...encoding, ...rest]);
}

async function copySource(simulator: Simulator, name: string, source: string | undefined): Promise<void> {
  if (source === undefined || simulator.supervisor.pid(source) === undefined)
    throw new Error(`${name} cannot be made: its source ${source ?? ""} does not run`);
  const { data } = filesOf(simulator, name);
  const from = ["-h", filesOf(simulator, source).sockets, "-U", superuser];
  const how = ["-X", "stream", "-c", "fast", "--no-sync", "--no-manifest"];
  await runProgram(simulator, "pg_basebackup", [...from, "-D", data, ...how]);
  ownFile(join(data, "standby.signal"), "");
}

/** @throws Error where a server does not end its replay */
export async function untilRestored(simulator: Simulator, name: string): Promise<void> {
  const deadline = Date.now() + restoreLimitMs;
  while ((await psql(simulator, name, "SELECT pg_is_in_recovery();\n")) !== "f") {
    if (Date.now() > deadline) throw new Error(`${name} did not replay its log in ${restoreLimitMs / 60_000} minutes`);
    await pause(pollMs);
  }
}
