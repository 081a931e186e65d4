/** The nodes of a cluster: as many as its pools have from the start, more when a pod fits nowhere. */
import type { Api } from "../api/api.ts";
import { Mirror } from "../api/mirror.ts";
import type { Node, Pod } from "../api/model.ts";
import { nodes, pods } from "../api/resources.ts";
import { inBackground } from "../background.ts";
import { type Choice, count, type Demand, demandOf, isUnschedulable } from "./demand.ts";
import { node, type Pool } from "./node.ts";

export type FleetArgs = Choice;

const fieldManager = "longshore-nodes";
/** Nodes of a pool in a zone, against a pod that no new node helps. */
const most = 10;

export class Fleet {
  readonly #api: Api;
  readonly #args: FleetArgs;
  readonly #nodes: Mirror<Node>;
  readonly #waiting: Mirror<Pod>;
  /** Nodes that were asked for and have not joined yet, with what they were asked for. */
  readonly #coming = new Map<string, Demand>();

  constructor(api: Api, args: FleetArgs) {
    this.#api = api;
    this.#args = args;
    this.#nodes = new Mirror(api, nodes);
    this.#waiting = new Mirror(api, pods, { fields: "spec.nodeName=" });
  }

  async start(): Promise<void> {
    await this.#nodes.start();
    const { pools, zones } = this.#args;
    const [first, ...others] = pools;
    if (first) await this.fill({ count: (first.zones ?? zones).length, ...first });
    for (const pool of others) await this.fill(pool);
    this.#nodes.on("changed", (changed) => {
      if (isReady(changed) && this.#coming.delete(changed.metadata.name)) this.#reconsider();
    });
    this.#waiting.on("changed", (pod) => this.#consider(pod));
    await this.#waiting.start();
  }

  /** Adds the nodes that a pool has from the start, where they are missing: each in the zone with the fewest. */
  async fill(pool: Pool): Promise<void> {
    const { zones, model } = this.#args;
    const standing = (pool.zones ?? zones).map((zone) => ({
      zone,
      nodes: count(this.#nodes.all(), model, pool, zone),
    }));
    const all = standing.reduce((sum, { nodes: own }) => sum + own, 0);
    for (let missing = (pool.count ?? 0) - all; missing > 0; missing -= 1) {
      const [fewest] = standing.sort((a, b) => a.nodes - b.nodes);
      if (!fewest) return;
      fewest.nodes += 1;
      await this.#add({ pool, zone: fewest.zone, machine: pool.machine ?? model.machines[0] }, fewest.nodes);
    }
  }

  async stop(): Promise<void> {
    await Promise.all([this.#nodes.stop(), this.#waiting.stop()]);
  }

  /** Who waited for a node that was coming may have asked for more than it took. */
  #reconsider(): void {
    for (const pod of this.#waiting.all()) this.#consider(pod);
  }

  #consider(pod: Pod): void {
    if (!isUnschedulable(pod)) return;
    const demand = demandOf(pod, this.#args, this.#nodes.all());
    if (!demand || this.#isComing(demand)) return;
    const standing = count(this.#nodes.all(), this.#args.model, demand.pool, demand.zone);
    if (standing < most) inBackground(`a node for ${pod.metadata.name}`, this.#add(demand, standing + 1));
  }

  #isComing({ pool, zone }: Demand): boolean {
    return [...this.#coming.values()].some((other) => other.pool === pool && other.zone === zone);
  }

  /** @param number  of the node in its pool and zone, from 1 */
  async #add(demand: Demand, number: number): Promise<void> {
    const { model, region } = this.#args;
    const made = node(model, { ...demand, region }, number);
    this.#coming.set(made.metadata.name, demand);
    await this.#api.apply(nodes, made, { fieldManager, force: true });
    await this.#api.patch(nodes, made.metadata, { status: made.status }, { subresource: "status" });
  }
}

const isReady = ({ status }: Node) =>
  status?.conditions?.some(({ type, status: value }) => type === "Ready" && value === "True") ?? false;
