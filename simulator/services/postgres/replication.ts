/** Replicas: how they reach their source, and how they part from it. */
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Simulator } from "../../simulator.ts";
import { ownFolder } from "../owner.ts";
import { filesOf } from "./files.ts";
import { psql } from "./programs.ts";
import { openRelay, type Relay } from "./relay.ts";

/** Milliseconds between two looks at how far a replica has come. */
const pollMs = 50;

interface Ways {
  /** Milliseconds. */
  lag: number;
  /** By the replica's name. */
  readonly relays: Map<string, Relay>;
}

const known = new WeakMap<Simulator, Ways>();

function waysOf(simulator: Simulator): Ways {
  const ways = known.get(simulator) ?? { lag: 0, relays: new Map() };
  known.set(simulator, ways);
  return ways;
}

/** @param seconds  that the log of every source takes to its replicas from now on, what is on its way included */
export function setReplicationLag(simulator: Simulator, seconds: number): void {
  const ways = waysOf(simulator);
  ways.lag = seconds * 1000;
  for (const relay of ways.relays.values()) relay.look();
}

/** Opens a replica's way to its source, where it is not open yet. */
export async function openWay(simulator: Simulator, replica: string, source: string, port: number): Promise<void> {
  const ways = waysOf(simulator);
  if (ways.relays.has(replica)) return;
  const { source: folder } = filesOf(simulator, replica);
  ownFolder(folder);
  const socketFile = join(folder, socketName(sourcePort));
  // Left by a simulator that crashed.
  rmSync(socketFile, { force: true });
  const sourceFile = join(filesOf(simulator, source).sockets, socketName(port));
  ways.relays.set(replica, await openRelay({ socketFile, sourceFile, lag: () => ways.lag }));
}

/** What is on its way is lost. */
export function closeWay(simulator: Simulator, replica: string): void {
  const { relays } = waysOf(simulator);
  relays.get(replica)?.close();
  relays.delete(replica);
}

/** Port in the name of the socket that a replica connects to. */
export const sourcePort = 5432;

const socketName = (port: number): string => `.s.PGSQL.${port}`;

/** PostgreSQL removes the file when it is promoted: https://www.postgresql.org/docs/16/warm-standby.html (read 2026-11-22). */
export const isReplica = (simulator: Simulator, name: string): boolean =>
  existsSync(join(filesOf(simulator, name).data, "standby.signal"));

/**
 * Makes a running replica a server of its own with what has arrived; its source is not asked.
 * @throws Error where PostgreSQL does not manage it in time
 */
export async function promote(simulator: Simulator, name: string): Promise<void> {
  closeWay(simulator, name);
  const promoted = await psql(simulator, name, `SELECT pg_promote(true, ${promotionLimit});\n`);
  if (promoted !== "t") throw new Error(`${name} was not promoted within ${promotionLimit} seconds`);
}

/** Seconds in which a replica must have replayed what has arrived. */
const promotionLimit = 600;

/**
 * Waits until a replica has all that its source has written so far.
 * @throws Error where the source does not answer, or the replica gets there too late
 */
export async function untilCaughtUp(simulator: Simulator, replica: string, source: string): Promise<void> {
  const position = await psql(simulator, source, "SELECT pg_current_wal_lsn();\n");
  const question = `SELECT pg_last_wal_replay_lsn() >= '${position}';\n`;
  const deadline = Date.now() + promotionLimit * 1000;
  while ((await psql(simulator, replica, question)) !== "t") {
    if (Date.now() > deadline)
      throw new Error(`${replica} did not come up with ${source} in ${promotionLimit} seconds`);
    await pause(pollMs);
  }
}
