/**
 * Where one fault of a failover is played: the pair as it was saved, writers on every server of both sides, and the fences.
 * Whoever was acknowledged what is written down from the beginning.
 */
import type { SimulatorClient } from "../../../simulator/control/client.ts";
import { workTree } from "../../../simulator/paths.ts";
import type { Toolchain } from "../../../simulator/toolchain/toolchain.ts";
import { until } from "../../drill/scenarios/catching-up.ts";
import { readSettings } from "../../settings.ts";
import type { Tell } from "../passage.ts";
import { type Audit, audit } from "./audit.ts";
import { Fence } from "./fences.ts";
import type { Pair } from "./pair.ts";
import { ask, rowsOn, type Server, Writer, writerRole } from "./rows.ts";
import { type Side, serversOf } from "./servers.ts";

/** What a fence says when it has renewed its server's logins (images/backup/src/commands/fence.ts). */
const leased = /the record names this stack; [1-9]\d* of \d+ logins are open, the first until /;

export class Stage {
  readonly pair: Pair;
  readonly servers: Readonly<Record<Side, readonly Server[]>>;
  /** A line of progress. */
  readonly tell: Tell;
  readonly #toolchain: Toolchain;
  readonly #fences: Readonly<Record<Side, Fence[]>> = { primary: [], recovery: [] };
  readonly #writers: Readonly<Record<Side, Writer[]>> = { primary: [], recovery: [] };
  #round = 0;
  #lost = false;

  private constructor(pair: Pair, servers: Stage["servers"], toolchain: Toolchain, tell: Tell) {
    this.pair = pair;
    this.servers = servers;
    this.tell = tell;
    this.#toolchain = toolchain;
  }

  /** Begins with a primary that serves and whose logins have a lease, and a recovery that has all that it wrote. */
  static async open(pair: Pair, toolchain: Toolchain, tell: Tell): Promise<Stage> {
    const stage = new Stage(pair, await serversOf(pair), toolchain, tell);
    await stage.startFences("primary");
    await stage.startFences("recovery");
    await Promise.all(stage.fencesOf("primary").map((fence) => fence.said(leased)));
    await stage.write("primary");
    await stage.served("primary");
    await stage.write("recovery");
    return stage;
  }

  get simulator(): SimulatorClient {
    return this.pair.simulator;
  }

  /** Whether the primary's region is without power. */
  get isLost(): boolean {
    return this.#lost;
  }

  fencesOf(side: Side): readonly Fence[] {
    return this.#fences[side];
  }

  /** Starts writers on every server of a side; those that were there go on in the books. @returns the new ones */
  async write(side: Side): Promise<readonly Writer[]> {
    this.#round += 1;
    const started: Writer[] = [];
    for (const [index, server] of this.servers[side].entries()) {
      const label = `${side}-${this.#round}-${index + 1}`;
      started.push(await Writer.start(this.simulator, server, label, () => performance.now() / 1000));
    }
    this.#writers[side].push(...started);
    return started;
  }

  /** Waits until all writers of a side are served. */
  async served(side: Side): Promise<void> {
    await Promise.all(this.#writers[side].map((writer) => writer.served()));
  }

  /** Ends writing to the primary, and waits until the servers that follow it have all that it wrote. */
  async rest(): Promise<void> {
    await Promise.all(this.#writers.primary.map((writer) => writer.stop()));
    for (const [index, server] of this.servers.primary.entries()) {
      const follower = this.servers.recovery[index];
      if (!follower) throw new Error(`nothing follows ${server.identifier}`);
      const written = await rowsOn(this.simulator, server);
      await until(
        `${follower.identifier} has not what ${server.identifier} has`,
        async () => (await rowsOn(this.simulator, follower)).size === written.size,
      );
    }
  }

  /** The primary's region loses its power, and its fences with it. */
  async loseRegion(): Promise<void> {
    await this.simulator.switchRegion(this.pair.places.primary.region, "off");
    await Promise.all(this.#fences.primary.splice(0).map((fence) => fence.stop()));
    this.#lost = true;
  }

  /** The region is back with its servers, and its fences start as pods do that were there before. */
  async regainRegion(): Promise<void> {
    await this.regainServers();
    await this.startFences("primary");
  }

  /** Its servers are back, and no pod of it is. */
  async regainServers(): Promise<void> {
    await this.simulator.switchRegion(this.pair.places.primary.region, "on");
    this.#lost = false;
  }

  async startFences(side: Side): Promise<void> {
    const { stack } = this.pair.places[side];
    const { domain } = readSettings(workTree, stack);
    for (const server of this.servers[side])
      this.#fences[side].push(
        await Fence.start({ simulator: this.simulator, toolchain: this.#toolchain, stack, domain, server }),
      );
  }

  /** Logins beside the administrator's that a side's servers let in. */
  async openLogins(side: Side): Promise<number> {
    const question = `SELECT count(*)::int AS open FROM pg_roles
      WHERE rolname = '${writerRole}' AND (rolvaliduntil IS NULL OR rolvaliduntil > clock_timestamp())`;
    const found = await Promise.all(this.servers[side].map((server) => ask(this.simulator, server, question)));
    return found.flat().reduce((sum, { open }) => sum + Number(open), 0);
  }

  /** Whether a server follows another one. */
  async follows(server: Server): Promise<boolean> {
    const [found] = await ask(this.simulator, server, "SELECT pg_is_in_recovery() AS follows");
    return found?.follows === true;
  }

  /** Where all rows are. The primary's region must be there. */
  async audit(): Promise<Audit> {
    await this.#stopWriters();
    const books = (side: Side) => new Map(this.#writers[side].flatMap((writer) => [...writer.book]));
    const found = async (side: Side) => {
      const rows = await Promise.all(this.servers[side].map((server) => rowsOn(this.simulator, server)));
      return new Set(rows.flatMap((names) => [...names]));
    };
    return audit(
      { former: books("primary"), current: books("recovery") },
      { former: await found("primary"), current: await found("recovery") },
    );
  }

  async close(): Promise<void> {
    await this.#stopWriters();
    await Promise.all([...this.#fences.primary, ...this.#fences.recovery].map((fence) => fence.stop()));
  }

  async #stopWriters(): Promise<void> {
    await Promise.all([...this.#writers.primary, ...this.#writers.recovery].map((writer) => writer.stop()));
  }
}
