/** What the benchmark runs on: a simulator of its own in a temporary folder, and Pulumi on it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { SimulatorClient } from "../../simulator/control/client.ts";
import { withPath } from "../../simulator/engine/environment.ts";
import { engineHome } from "../../simulator/engine/home.ts";
import { ensureStack, type StackName } from "../../simulator/engine/stack.ts";
import { simulatorPaths } from "../../simulator/paths.ts";
import { startSimulator } from "../../simulator/start.ts";
import type { StackPlace } from "../stacks.ts";

/** Lines of Pulumi's output that a failure shows. */
const shownLines = 12;

export class Bed {
  readonly simulator: SimulatorClient;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #daemon: number;
  #engine: ChildProcess | undefined;

  private constructor(simulator: SimulatorClient, environment: NodeJS.ProcessEnv, daemon: number) {
    this.simulator = simulator;
    this.#environment = environment;
    this.#daemon = daemon;
  }

  static async open({ account, region }: StackPlace): Promise<Bed> {
    const home = mkdtempSync(join(tmpdir(), "longshore-bench-"));
    // PostgreSQL does not run as root, and the folder is root's where root runs the benchmark.
    chmodSync(home, 0o755);
    const simulator = await startSimulator(simulatorPaths(home));
    const variables = await simulator.environment(account, region);
    const { pid } = await simulator.status();
    return new Bed(simulator, withPath(engineHome(simulator.paths), variables), pid);
  }

  /** The simulator's daemon, and the engine where one is at work. */
  get processes(): readonly number[] {
    return [this.#daemon, ...(this.#engine?.pid === undefined ? [] : [this.#engine.pid])];
  }

  /** Makes a stack that Pulumi can work on. */
  addStack(name: StackName): Promise<void> {
    return ensureStack(this.simulator.paths, name, this.#environment);
  }

  /**
   * Runs Pulumi to its end.
   * @param folder  of the project
   * @returns what it printed
   * @throws Error with the end of that, where it fails
   */
  async pulumi(folder: string, ...args: string[]): Promise<string> {
    const engine = spawn("pulumi", [...args, "--non-interactive"], { cwd: folder, env: this.#environment });
    this.#engine = engine;
    const ended = once(engine, "close");
    const [output, complaint] = await Promise.all([text(engine.stdout), text(engine.stderr)]);
    this.#engine = undefined;
    const [code] = await ended;
    if (code === 0) return output;
    const tail = `${output}${complaint}`.trimEnd().split("\n").slice(-shownLines).join("\n");
    throw new Error(`\`pulumi ${args.join(" ")}\` failed:\n${tail}`);
  }

  /** Ends the simulator and removes all of it. */
  async close(): Promise<void> {
    if (await this.simulator.isRunning()) await this.simulator.stop();
    rmSync(this.simulator.paths.home, { recursive: true, force: true });
  }
}
