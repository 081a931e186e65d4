/** The nodes of a cluster: as many as its pools have from the start, more when a pod fits nowhere. */
import type { Api } from "../api/api.ts";
import { keyOf, Mirror } from "../api/mirror.ts";
import type { Node, Pod } from "../api/model.ts";
import { nodes, pods } from "../api/resources.ts";
import { inBackground } from "../background.ts";
import { type Choice, count, type Demand, demandOf, isUnschedulable } from "./demand.ts";
import { node, type Pool } from "./node.ts";

export type FleetArgs = Choice;

const fieldManager = "longshore-nodes";
const zoneLabel = "topology.kubernetes.io/zone";
/** Nodes of a pool in a zone, against a pod that no new node helps. */
const most = 10;
/** Milliseconds in which pods are gathered before a node is asked for again; Karpenter's own batch is 1 to 10 s. */
const batchMs = 3000;

export class Fleet {
  readonly #api: Api;
  readonly #args: FleetArgs;
  readonly #isLost: (zone: string) => boolean;
  readonly #nodes: Mirror<Node>;
  readonly #waiting: Mirror<Pod>;
  /** Nodes that were asked for, by whom: a pod, or the pool itself. */
  readonly #asked = new Map<string, { readonly demand: Demand; readonly node: string }>();
  #settling: NodeJS.Timeout | undefined;

  /** @param isLost  whether a zone has no power, so that no node comes up there */
  constructor(api: Api, args: FleetArgs, isLost: (zone: string) => boolean) {
    this.#api = api;
    this.#args = args;
    this.#isLost = isLost;
    this.#nodes = new Mirror(api, nodes);
    this.#waiting = new Mirror(api, pods, { fields: "spec.nodeName=" });
  }

  async start(): Promise<void> {
    await this.#nodes.start();
    await this.fillAll();
    this.#nodes.on("changed", (changed) => isReady(changed) && this.#settle());
    this.#waiting.on("changed", (pod) => this.#consider(pod));
    this.#waiting.on("gone", (pod) => {
      this.#asked.delete(keyOf(pod.metadata));
      this.#settle();
    });
    await this.#waiting.start();
  }

  /** Adds the nodes that every pool has from the start, where they are missing. */
  async fillAll(): Promise<void> {
    const { pools, zones } = this.#choice();
    const [first, ...others] = pools;
    if (first) await this.fill({ count: (first.zones ?? zones).length, ...first });
    for (const pool of others) await this.fill(pool);
  }

  /** Adds the nodes that a pool has from the start, where they are missing: each in the zone with the fewest. */
  async fill(pool: Pool): Promise<void> {
    const { zones, model } = this.#args;
    const standing = (pool.zones ?? zones).filter(this.#hasPower).map((zone) => ({
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
    this.reconsider();
  }

  /**
   * Takes a zone's nodes away with their pods, as a cloud does when the machines are gone.
   * @returns names of the nodes
   */
  async lose(zone: string): Promise<readonly string[]> {
    for (const [who, { demand }] of this.#asked) if (demand.zone === zone) this.#asked.delete(who);
    const lost = this.#nodes.all().filter(({ metadata }) => metadata.labels?.[zoneLabel] === zone);
    const names = lost.map(({ metadata }) => metadata.name);
    await Promise.all(lost.map(({ metadata }) => this.#api.remove(nodes, metadata)));
    const { items } = await this.#api.list(pods);
    const orphans = items.filter(({ spec }) => names.includes(spec.nodeName ?? ""));
    await Promise.all(
      orphans.map(({ metadata }) => this.#api.remove(pods, metadata, { gracePeriodSeconds: 0, ...uidOf(metadata) })),
    );
    return names;
  }

  #hasPower = (zone: string): boolean => !this.#isLost(zone);

  /** Where a node can be had now. */
  #choice(): Choice {
    const { region, zones, pools, model } = this.#args;
    const powered = pools.map((pool) => (pool.zones ? { ...pool, zones: pool.zones.filter(this.#hasPower) } : pool));
    return { region, zones: zones.filter(this.#hasPower), pools: powered, model };
  }

  /** Looks once more at pods that fit nowhere. */
  reconsider(): void {
    for (const pod of this.#waiting.all()) this.#consider(pod);
  }

  /**
   * When the scheduler has used what came, whoever still waits asks again: its own node may have gone to another pod,
   * and the scheduler says nothing new where its reason stays the same.
   */
  #settle(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      for (const [who, { node: name }] of this.#asked) if (this.#hasJoined(name)) this.#asked.delete(who);
      this.reconsider();
    }, batchMs).unref();
  }

  #hasJoined(name: string): boolean {
    const found = this.#nodes.get(name);
    return found !== undefined && isReady(found);
  }

  async stop(): Promise<void> {
    clearTimeout(this.#settling);
    await Promise.all([this.#nodes.stop(), this.#waiting.stop()]);
  }

  #consider(pod: Pod): void {
    const who = keyOf(pod.metadata);
    if (!isUnschedulable(pod) || this.#asked.has(who)) return;
    const demand = demandOf(pod, this.#choice(), this.#nodes.all());
    if (!demand || this.#isComing(demand)) return;
    const standing = count(this.#nodes.all(), this.#args.model, demand.pool, demand.zone);
    if (standing < most) inBackground(`a node for ${who}`, this.#add(demand, standing + 1, who));
  }

  #isComing({ pool, zone }: Demand): boolean {
    return [...this.#asked.values()].some(
      ({ demand, node: name }) => demand.pool.name === pool.name && demand.zone === zone && !this.#hasJoined(name),
    );
  }

  /**
   * @param number  of the node in its pool and zone, from 1
   * @param who     asked for it; default the pool
   */
  async #add(demand: Demand, number: number, who?: string): Promise<void> {
    const { model, region } = this.#args;
    const made = node(model, { ...demand, region }, number);
    const { name } = made.metadata;
    this.#asked.set(who ?? name, { demand, node: name });
    await this.#api.apply(nodes, made, { fieldManager, force: true });
    await this.#api.patch(nodes, made.metadata, { status: made.status }, { subresource: "status" });
  }
}

const uidOf = ({ uid }: Pod["metadata"]) => (uid ? { uid } : {});

const isReady = ({ status }: Node) =>
  status?.conditions?.some(({ type, status: value }) => type === "Ready" && value === "True") ?? false;
