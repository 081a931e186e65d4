/** The nodes of a cluster: one in each zone from the start, more when a pod fits nowhere. */
import type { Api } from "../api/api.ts";
import { Mirror } from "../api/mirror.ts";
import type { Node, Pod } from "../api/model.ts";
import { nodes, pods } from "../api/resources.ts";
import { type Choice, count, type Demand, demandOf, isUnschedulable } from "./demand.ts";
import { node } from "./node.ts";

/** The first pool has a node in each zone from the start. */
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
    const {
      pools: [pool],
      zones,
      model,
    } = this.#args;
    const missing = pool
      ? (pool.zones ?? zones).filter((zone) => count(this.#nodes.all(), model, pool, zone) === 0)
      : [];
    await Promise.all(missing.map((zone) => pool && this.#add({ pool, zone, machine: model.machines[0] })));
    this.#nodes.on("changed", (changed) => isReady(changed) && this.#coming.delete(changed.metadata.name));
    this.#waiting.on("changed", (pod) => this.#consider(pod));
    await this.#waiting.start();
  }

  async stop(): Promise<void> {
    await Promise.all([this.#nodes.stop(), this.#waiting.stop()]);
  }

  #consider(pod: Pod): void {
    if (!isUnschedulable(pod)) return;
    const demand = demandOf(pod, this.#args, this.#nodes.all());
    if (!demand || this.#isComing(demand)) return;
    if (count(this.#nodes.all(), this.#args.model, demand.pool, demand.zone) < most) void this.#add(demand);
  }

  #isComing({ pool, zone }: Demand): boolean {
    return [...this.#coming.values()].some((other) => other.pool === pool && other.zone === zone);
  }

  async #add(demand: Demand): Promise<void> {
    const { model, region } = this.#args;
    const made = node(model, { ...demand, region }, count(this.#nodes.all(), model, demand.pool, demand.zone) + 1);
    this.#coming.set(made.metadata.name, demand);
    await this.#api.apply(nodes, made, { fieldManager, force: true });
    await this.#api.patch(nodes, made.metadata, { status: made.status }, { subresource: "status" });
  }
}

const isReady = ({ status }: Node) =>
  status?.conditions?.some(({ type, status: value }) => type === "Ready" && value === "True") ?? false;
