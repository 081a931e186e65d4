/**
 * A primary and the stack that recovers it, on a simulator of their own and without what lives in Kubernetes. It is saved when
 * both stand, and brought back before each fault, so that none has to mend what another one left.
 */
import { execFile } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import * as z from "zod";
import type { LinkArgs } from "../../../components/peer.ts";
import type { SimulatorClient } from "../../../simulator/control/client.ts";
import { workTree } from "../../../simulator/paths.ts";
import { startSimulator } from "../../../simulator/start.ts";
import { longshore } from "../../drill/operator.ts";
import { writeSettings } from "../../stack-file.ts";
import type { StackPlace } from "../../stacks.ts";
import type { State } from "../../state.ts";
import { Bed } from "../bed.ts";
import type { Tell } from "../passage.ts";
import { subjectOf } from "../subjects.ts";

export interface Places {
  readonly primary: StackPlace;
  readonly recovery: StackPlace;
}

export class Pair {
  readonly places: Places;
  readonly primary: Bed;
  readonly recovery: Bed;
  /** States of both before the switch. */
  #before: readonly State[] = [];

  private constructor(places: Places, primary: Bed, recovery: Bed) {
    this.places = places;
    this.primary = primary;
    this.recovery = recovery;
  }

  /** Brings both up, linked. */
  static async open(places: Places, standby: LinkArgs["standby"], tell: Tell): Promise<Pair> {
    const primary = await Bed.open(subjectOf(places.primary));
    const { simulator } = primary;
    const pair = new Pair(places, primary, await Bed.on(simulator, subjectOf(places.recovery)));
    try {
      tell(`${places.primary.stack} comes up`);
      await pair.mustUp("primary");
      tell(`${places.recovery.stack} comes up, ${standby}`);
      const { stack } = places.recovery;
      writeSettings(workTree, stack, [[["longshore:link", "standby"], standby]], pair.recovery.project.environment);
      await pair.longshore("recovery", "link", "--stack", stack);
      await pair.mustUp("recovery");
      pair.#before = await Promise.all([primary.state(), pair.recovery.state()]);
      return pair;
    } catch (error) {
      await pair.close();
      throw error;
    }
  }

  get simulator(): SimulatorClient {
    return this.primary.simulator;
  }

  /** States of both before the switch: what of them still stands is nobody's mistake. */
  get before(): readonly State[] {
    return this.#before;
  }

  /** `longshore …` as an operator of one side types it. @throws Error with what it said, where it fails */
  async longshore(side: keyof Places, ...args: readonly string[]): Promise<void> {
    await longshore({ simulator: this.simulator, tell: () => undefined }, this.places[side], args);
  }

  /** @throws Error with what Pulumi said, where it fails */
  async mustUp(side: keyof Places): Promise<void> {
    const { ended, said } = await this[side].run("up");
    if (ended !== "well") throw new Error(`pulumi up of ${this.places[side].stack} ended ${ended}:\n${said}`);
  }

  /** Keeps everything as it is now. The simulator rests meanwhile. */
  async save(): Promise<void> {
    await this.simulator.stop();
    for (const folder of this.#folders) await copy(folder, `${folder}.saved`);
    leaveOutClusters(`${this.simulator.paths.state}.saved`);
    await this.restore();
  }

  /** Back to what was kept. */
  async restore(): Promise<void> {
    if (await this.simulator.isRunning()) await this.simulator.stop();
    for (const folder of this.#folders) await copy(`${folder}.saved`, folder);
    await startSimulator(this.simulator.paths);
    await Promise.all([this.primary.logIn(), this.recovery.logIn()]);
  }

  async close(): Promise<void> {
    await this.primary.close();
  }

  get #folders(): readonly string[] {
    const { state, data } = this.simulator.paths;
    return [state, data];
  }
}

const clusterType = "aws:eks/cluster:Cluster";

/** Takes clusters out of what was kept: a switch changes none that stands already, and they take long to start. */
function leaveOutClusters(state: string): void {
  const file = join(state, "world.jsonl");
  const isOne = (line: string) => journalLine.parse(JSON.parse(line)).put?.type === clusterType;
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  writeFileSync(file, lines.flatMap((line) => (isOne(line) ? [] : [`${line}\n`])).join(""));
}

const journalLine = z.looseObject({
  put: z.looseObject({ type: z.string() }).optional(),
});

/** With owners, rights and times: PostgreSQL looks at them. */
async function copy(from: string, to: string): Promise<void> {
  rmSync(to, { recursive: true, force: true });
  await promisify(execFile)("cp", ["--archive", "--reflink=auto", from, to]);
}
