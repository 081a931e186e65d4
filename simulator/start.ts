/** Starts a simulator in the background, or finds the one that runs. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { SimulatorClient } from "./control/client.ts";
import { alreadyRuns } from "./control/lock.ts";
import { compileCache } from "./engine/home.ts";
import { type SimulatorPaths, simulatorPaths, workTree } from "./paths.ts";

/** Milliseconds between two questions to a daemon that is starting. */
const pollMs = 20;

/** Milliseconds that a daemon which somebody else starts gets to answer. */
const otherStartMs = 60_000;

/**
 * @param paths  default: the simulator of this work tree
 * @throws Error with the end of the daemon's log, where it ends before it answers
 */
export async function startSimulator(paths: SimulatorPaths = simulatorPaths()): Promise<SimulatorClient> {
  const client = new SimulatorClient(paths);
  if (await client.isRunning()) return client;
  const logFile = join(paths.logs, "daemon.log");
  mkdirSync(paths.logs, { recursive: true });
  const log = openSync(logFile, "a", 0o600);
  const daemon = spawn(process.execPath, [join(import.meta.dirname, "daemon.ts")], {
    detached: true,
    stdio: ["ignore", log, log],
    cwd: paths.home,
    env: { ...process.env, LONGSHORE_SIMULATOR_HOME: paths.home, NODE_COMPILE_CACHE: compileCache() },
  });
  closeSync(log);
  // Where another start was faster, ours ends with `alreadyRuns` and the other daemon will answer.
  const failed = once(daemon, "exit").then(([code]) => code !== alreadyRuns || pause(otherStartMs, true));
  while (!(await client.isRunning())) {
    if (await Promise.race([failed, pause(pollMs, false)])) {
      throw new Error(`the simulator did not start:\n${tail(logFile)}`);
    }
  }
  daemon.unref();
  return client;
}

/** As {@link startSimulator}; one that runs older sources than the work tree's is ended first, and what stands in it stays. */
export async function startCurrentSimulator(paths: SimulatorPaths = simulatorPaths()): Promise<SimulatorClient> {
  const client = new SimulatorClient(paths);
  const status = await client.status().catch(() => undefined);
  if (status && status.startedAt < newestSource()) await client.stop();
  return startSimulator(paths);
}

/** When the sources that a daemon has in memory were last changed, in milliseconds since 1970. */
function newestSource(): number {
  const folders = [import.meta.dirname, join(workTree, "images", "backup")];
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()),
  );
  return Math.max(...files.map(({ parentPath, name }) => statSync(join(parentPath, name)).mtimeMs));
}

/** The simulator of this work tree, whether it runs or not. */
export const connectSimulator = (paths: SimulatorPaths = simulatorPaths()): SimulatorClient =>
  new SimulatorClient(paths);

const tail = (file: string): string => readFileSync(file, "utf8").trimEnd().split("\n").slice(-20).join("\n");
