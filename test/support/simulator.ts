/** A simulator of its own for a test, and stacks on it that the real engine works on. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import * as z from "zod";
import type { SimulatorClient } from "../../simulator/control/client.ts";
import { withPath } from "../../simulator/engine/environment.ts";
import { engineHome } from "../../simulator/engine/home.ts";
import { simulatorPaths } from "../../simulator/paths.ts";
import { startSimulator } from "../../simulator/start.ts";
import { removeFolder, temporaryFolder } from "./temporary.ts";

/** The account and region of the fixtures. */
export const place = { account: "123456789012", region: "eu-central-1" } as const;

/** A simulator in a folder of its own; {@link endSimulator} leaves nothing of it. */
export const beginSimulator = (): Promise<SimulatorClient> => startSimulator(simulatorPaths(temporaryFolder()));

export async function endSimulator(simulator: SimulatorClient): Promise<void> {
  if (await simulator.isRunning()) await simulator.stop();
  removeFolder(simulator.paths.home);
}

/** What a run of the engine came to. */
export interface Outcome {
  readonly succeeded: boolean;
  /** Number of resources by what was done with them, for example `{ create: 18 }`. */
  readonly changes: Readonly<Record<string, number>>;
  /** Everything that it complained of. */
  readonly complaints: string;
}

const event = z.object({
  summaryEvent: z.object({ resourceChanges: z.record(z.string(), z.number()).default({}) }).optional(),
  diagnosticEvent: z.object({ message: z.string(), severity: z.string() }).optional(),
});

/** One stack over a fixture's program, in a project folder outside the work tree. */
export class TestStack {
  readonly #environment: NodeJS.ProcessEnv;
  readonly #folder: string;

  private constructor(environment: NodeJS.ProcessEnv, folder: string) {
    this.#environment = environment;
    this.#folder = folder;
  }

  /**
   * @param program  absolute path of the fixture's program
   * @param where    account and region that the engine works on
   */
  static async create(
    simulator: SimulatorClient,
    name: string,
    program: string,
    where: { readonly account: string; readonly region: string } = place,
  ): Promise<TestStack> {
    const variables = await simulator.environment(where.account, where.region);
    const folder = join(simulator.paths.home, "projects", name);
    mkdirSync(folder, { recursive: true });
    const lines = [
      `name: ${name}`,
      "runtime:",
      "  name: nodejs",
      "  options: { typescript: false }",
      `main: ${program}`,
    ];
    writeFileSync(join(folder, "Pulumi.yaml"), `${lines.join("\n")}\n`);
    // A preview prints its events only on request; the other commands always do.
    const environment = { ...variables, PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true" };
    const stack = new TestStack(withPath(engineHome(simulator.paths), environment), folder);
    await stack.pulumi("stack", "init", "test");
    return stack;
  }

  async set(name: string, value: string): Promise<void> {
    const { code, complaint } = await this.pulumi("config", "set", name, value, "--stack", "test");
    if (code !== 0) throw new Error(complaint);
  }

  preview = (...args: string[]): Promise<Outcome> => this.#run("preview", ...args);
  up = (...args: string[]): Promise<Outcome> => this.#run("up", "--yes", "--skip-preview", ...args);
  refresh = (...args: string[]): Promise<Outcome> => this.#run("refresh", "--yes", "--skip-preview", ...args);
  destroy = (...args: string[]): Promise<Outcome> => this.#run("destroy", "--yes", "--skip-preview", ...args);

  /** Outputs of the stack, secrets in the clear. */
  async outputs(): Promise<Readonly<Record<string, unknown>>> {
    const { output } = await this.pulumi("stack", "output", "--json", "--show-secrets", "--stack", "test");
    return z.record(z.string(), z.unknown()).parse(JSON.parse(output));
  }

  async exported(): Promise<unknown> {
    return JSON.parse((await this.pulumi("stack", "export", "--stack", "test")).output);
  }

  async pulumi(...args: string[]): Promise<{ code: number | null; output: string; complaint: string }> {
    const child = spawn("pulumi", [...args, "--non-interactive"], { cwd: this.#folder, env: this.#environment });
    const ended = once(child, "close");
    const [output, complaint] = await Promise.all([text(child.stdout), text(child.stderr)]);
    const [code]: (number | null)[] = await ended;
    return { code: code ?? null, output, complaint };
  }

  async #run(...args: string[]): Promise<Outcome> {
    const { code, output, complaint } = await this.pulumi(...args, "--json", "--stack", "test");
    const events = output
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => event.parse(JSON.parse(line)));
    const complaints = events.flatMap(({ diagnosticEvent: found }) =>
      found?.severity === "error" ? [found.message] : [],
    );
    const changes = events.flatMap(({ summaryEvent }) => (summaryEvent ? [summaryEvent.resourceChanges] : []));
    return { succeeded: code === 0, changes: changes.at(-1) ?? {}, complaints: [...complaints, complaint].join("\n") };
  }
}
