import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startTime } from "../start-time.mjs";

/** @typedef {{ readonly id: string, readonly pid: number, readonly started: string | undefined }} Owner */

/** Milliseconds between two looks at a lock that somebody else holds. */
const pollMs = 200;

/**
 * Does something that only one process may do at a time. The lock is a folder that appears by a rename, with its owner
 * already in it; the lock of a process that died is moved away.
 * @template T
 * @param {string} folder  exists while the lock is held
 * @param {() => Promise<T>} work
 * @param {(owner: Owner) => void} [onWait]  told once whose end is awaited
 * @returns {Promise<T>}
 */
export async function withLock(folder, work, onWait) {
  const id = randomUUID();
  const own = `${folder}.${id}`;
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, "owner.json"), JSON.stringify({ id, pid: process.pid, started: startTime(process.pid) }));
  await acquire(own, folder, onWait);
  try {
    return await work();
  } finally {
    renameSync(folder, own);
    rmSync(own, { recursive: true });
  }
}

/**
 * @param {string} own
 * @param {string} folder
 * @param {((owner: Owner) => void) | undefined} onWait
 */
async function acquire(own, folder, onWait) {
  let waitingFor = "";
  while (!tryRename(own, folder)) {
    const owner = ownerOf(folder);
    if (!owner) continue;
    if (!isAlive(owner)) {
      // The target is named after this one dead lock and stays. So a second process that saw the same dead owner cannot
      // move away the lock that a first one took meanwhile: its rename finds a folder that is not empty.
      tryRename(folder, `${folder}.dead-${owner.id}`);
      continue;
    }
    if (waitingFor !== owner.id) onWait?.(owner);
    waitingFor = owner.id;
    await pause(pollMs);
  }
}

/**
 * @param {string} from
 * @param {string} to
 */
function tryRename(from, to) {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOTEMPTY" || code === "EEXIST" || code === "ENOENT") return false;
    throw error;
  }
}

/**
 * @param {string} folder
 * @returns {Owner | undefined} undefined where it was released meanwhile
 */
function ownerOf(folder) {
  const file = join(folder, "owner.json");
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (!existsSync(file)) return undefined;
    throw new Error(`the lock ${folder} cannot be read: remove that folder and start again`, { cause: error });
  }
}

/** @param {Owner} owner */
function isAlive({ pid, started }) {
  if (started !== undefined) return startTime(pid) === started;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
