/** What a fault is played on: a simulator of its own in a temporary folder, and the real engine on it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { SimulatorClient } from "../../simulator/control/client.ts";
import { withPath } from "../../simulator/engine/environment.ts";
import { engineHome } from "../../simulator/engine/home.ts";
import { ensureStack, forgetStack } from "../../simulator/engine/stack.ts";
import { simulatorPaths } from "../../simulator/paths.ts";
import { startSimulator } from "../../simulator/start.ts";
import type { Project } from "../resume/project.ts";
import { exportState, type State } from "../state.ts";
import { endSession } from "./session.ts";

/** The stack that is disturbed. */
export interface Subject {
  /** Name of the project. */
  readonly project: string;
  readonly stack: string;
  readonly account: string;
  readonly region: string;
  /** Folder of the project; it may lie in the simulator's own folder. */
  readonly folder: (home: string) => string;
  /** Flags of every `up` and `destroy`, for example what is left out. */
  readonly flags: Readonly<Record<Command, readonly string[]>>;
}

export type Command = "up" | "destroy";

export interface Run {
  readonly ended: "well" | "badly" | "killed";
  /** What it printed. */
  readonly said: string;
}

/** Operations at a time: as `npm start` runs it. */
const parallel = "32";
const common = [
  "--yes",
  "--skip-preview",
  "--non-interactive",
  "--color",
  "never",
  "--suppress-progress",
  "--suppress-outputs",
];

export class Bed {
  readonly simulator: SimulatorClient;
  readonly subject: Subject;
  #environment: NodeJS.ProcessEnv = {};
  readonly #engines = new Set<ChildProcess>();

  private constructor(simulator: SimulatorClient, subject: Subject) {
    this.simulator = simulator;
    this.subject = subject;
  }

  static async open(subject: Subject): Promise<Bed> {
    const home = mkdtempSync(join(tmpdir(), "longshore-faults-"));
    // PostgreSQL does not run as root, and the folder is root's where root runs this.
    chmodSync(home, 0o755);
    return Bed.on(await startSimulator(simulatorPaths(home)), subject);
  }

  /** On a simulator that runs already. */
  static async on(simulator: SimulatorClient, subject: Subject): Promise<Bed> {
    const bed = new Bed(simulator, subject);
    await bed.logIn();
    await ensureStack(simulator.paths, subject, bed.#environment);
    return bed;
  }

  /** Takes new credentials. */
  async logIn(): Promise<void> {
    const { account, region } = this.subject;
    const variables = await this.simulator.environment(account, region);
    this.#environment = withPath(engineHome(this.simulator.paths), variables);
  }

  get project(): Project {
    const { folder, stack, account, region } = this.subject;
    return { folder: folder(this.simulator.paths.home), stack, account, region, environment: this.#environment };
  }

  /** Runs Pulumi to its end, however that comes. */
  async run(command: Command, ...more: readonly string[]): Promise<Run> {
    const { folder, stack, environment } = this.project;
    const flags = [...common, "--stack", stack, "--parallel", parallel, ...this.subject.flags[command], ...more];
    // In a session of its own, so that what a killed engine leaves can be found.
    const engine = spawn("pulumi", [command, ...flags], {
      cwd: folder,
      env: environment,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#engines.add(engine);
    const said = Promise.all([text(engine.stdout), text(engine.stderr)]);
    const [code, signal]: (number | string | null)[] = await once(engine, "exit");
    this.#engines.delete(engine);
    // With the engine's machine goes all that it had started.
    if (engine.pid !== undefined) endSession(engine.pid);
    const ended = signal === "SIGKILL" ? "killed" : code === 0 ? "well" : "badly";
    return { ended, said: (await said).join("\n").trim() };
  }

  /** Ends the machine of every run that is under way, as a power cut does. */
  kill(): void {
    for (const { pid } of this.#engines) if (pid !== undefined) endSession(pid);
  }

  async state(): Promise<State> {
    return exportState(this.project);
  }

  /** Back to where nothing exists. */
  async raze(): Promise<void> {
    const { account, region } = this.subject;
    await this.simulator.takeDown(account, region);
    forgetStack(this.simulator.paths, this.subject);
    await ensureStack(this.simulator.paths, this.subject, this.#environment);
  }

  /** Ends the simulator and removes all of it. */
  async close(): Promise<void> {
    if (await this.simulator.isRunning()) await this.simulator.stop();
    rmSync(this.simulator.paths.home, { recursive: true, force: true });
  }
}
