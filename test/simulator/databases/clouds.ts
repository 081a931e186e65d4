/** A simulator in this very process, and databases in its clouds without an engine in between. */
import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { assemble, dismantle } from "../../../simulator/assemble.ts";
import { definitionOf } from "../../../simulator/cloud/catalogue.ts";
import { createResource, takeDown, updateResource } from "../../../simulator/cloud/lifecycle.ts";
import { simulatorPaths } from "../../../simulator/paths.ts";
import type { Simulator } from "../../../simulator/simulator.ts";
import type { Properties, SimulatedResource } from "../../../simulator/world.ts";
import { removeFolder, temporaryFolder } from "../../support/temporary.ts";
import { query } from "../services/clients.ts";

/** Milliseconds between two looks. */
const pollMs = 50;
/** Milliseconds after which nothing is waited for any more. */
const limitMs = 180_000;

export class Clouds {
  readonly simulator: Simulator;
  readonly #password: string;

  private constructor(simulator: Simulator, password: string) {
    this.simulator = simulator;
    this.#password = password;
  }

  /** @param password  of every administrator, `longshore` */
  static async open(password: string): Promise<Clouds> {
    return new Clouds(await assemble(simulatorPaths(temporaryFolder())), password);
  }

  async close(): Promise<void> {
    for (const place of this.simulator.world.list()) await takeDown(this.simulator, place);
    await dismantle(this.simulator);
    removeFolder(this.simulator.paths.home);
  }

  make(type: string, place: { account: string; region: string }, inputs: Properties): Promise<SimulatedResource> {
    return createResource(this.simulator, definitionOf(type) ?? assert.fail(type), place, inputs);
  }

  /** @param set  inputs that are others from now on; undefined takes one away */
  change(resource: SimulatedResource, set: Properties): Promise<SimulatedResource> {
    const standing = this.find(resource);
    const inputs = Object.entries({ ...standing.inputs, ...set }).filter(([, value]) => value !== undefined);
    const definition = definitionOf(resource.type) ?? assert.fail(resource.type);
    return updateResource(this.simulator, definition, standing, Object.fromEntries(inputs));
  }

  /** As it stands now. */
  find(resource: SimulatedResource): SimulatedResource {
    return this.simulator.world.get(resource) ?? assert.fail(`${resource.id} is gone`);
  }

  sql(server: SimulatedResource, statement: string, password = this.#password): Promise<string> {
    const host = String(server.outputs.address ?? server.outputs.fullyQualifiedDomainName);
    return query(this.simulator, { host, user: "longshore", password, database: "postgres" }, statement);
  }

  /** Waits until a statement gives that. */
  async until(server: SimulatedResource, statement: string, wanted: string): Promise<void> {
    const deadline = Date.now() + limitMs;
    for (;;) {
      const found = await this.sql(server, statement).catch(String);
      if (found === wanted) return;
      if (Date.now() > deadline) assert.equal(found, wanted);
      await pause(pollMs);
    }
  }
}
