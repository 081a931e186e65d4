/**
 * Everything that exists in the simulated clouds. Provider plugins write it, data planes read it: the object store finds
 * its bucket policies here, the identity service its roles, the DNS server its records. There is no second copy.
 */
import { EventEmitter } from "node:events";
import { join } from "node:path";
import * as z from "zod";
import { Journal } from "./journal.ts";
import { Outages } from "./regions/outages.ts";

export type Properties = Readonly<Record<string, unknown>>;

export interface SimulatedResource {
  /** Pulumi type token, for example `aws:s3/bucket:Bucket`. */
  readonly type: string;
  /** Physical id, unique within its type, account and region. */
  readonly id: string;
  /** AWS account or Azure subscription. */
  readonly account: string;
  readonly region: string;
  readonly inputs: Properties;
  /** Inputs as the cloud filled them in, and what it computed. */
  readonly outputs: Properties;
}

export type ResourceKey = Pick<SimulatedResource, "type" | "id" | "account" | "region">;

const properties = z.record(z.string(), z.unknown());
const key = z.object({ type: z.string(), id: z.string(), account: z.string(), region: z.string() });
/** One line of the journal. */
const entry = z.union([
  z.object({ seed: z.tuple([z.int(), z.int()]) }),
  z.object({ put: key.extend({ inputs: properties, outputs: properties }) }),
  z.object({ removed: key }),
  z.object({ host: z.string(), address: z.string() }),
]);

const keyOf = ({ type, account, region, id }: ResourceKey) => [type, account, region, id].join("|");

export class World extends EventEmitter<{ put: [SimulatedResource]; removed: [SimulatedResource] }> {
  /** What of it is switched off. */
  readonly outages: Outages;
  readonly #journal: Journal;
  /** By type, then by key, both in order of creation. */
  readonly #resources = new Map<string, Map<string, SimulatedResource>>();
  /** Loopback address of each simulated host name. */
  readonly #hosts = new Map<string, string>();
  /** Second and third octet of this world's loopback addresses, so that two simulators do not meet. */
  #seed: readonly [number, number] = [16 + Math.floor(Math.random() * 200), Math.floor(Math.random() * 200)];

  /** @param folder  where `world.jsonl` lives; an existing world is continued */
  constructor(folder: string) {
    super();
    this.outages = new Outages(folder);
    this.#journal = new Journal(join(folder, "world.jsonl"));
    for (const line of this.#journal.read()) this.#replay(entry.parse(line));
    this.#journal.rewrite([
      { seed: this.#seed },
      ...[...this.#hosts].map(([host, address]) => ({ host, address })),
      ...this.list().map((resource) => ({ put: resource })),
    ]);
  }

  get(wanted: ResourceKey): SimulatedResource | undefined {
    return this.#resources.get(wanted.type)?.get(keyOf(wanted));
  }

  /** Everything, type by type. */
  list(): readonly SimulatedResource[] {
    return [...this.#resources.values()].flatMap((resources) => [...resources.values()]);
  }

  /** All resources of a type, in order of creation. */
  all(type: string): readonly SimulatedResource[] {
    return [...(this.#resources.get(type)?.values() ?? [])];
  }

  /** The first resource of a type with this id, whatever its account and region. */
  find(type: string, id: string): SimulatedResource | undefined {
    return this.all(type).find((resource) => resource.id === id);
  }

  get size(): number {
    return [...this.#resources.values()].reduce((sum, resources) => sum + resources.size, 0);
  }

  put(resource: SimulatedResource): void {
    this.#journal.append({ put: resource });
    this.#set(resource);
    this.emit("put", resource);
  }

  remove(wanted: ResourceKey): void {
    const resource = this.get(wanted);
    if (!resource) return;
    const { type, id, account, region } = resource;
    this.#journal.append({ removed: { type, id, account, region } });
    this.#resources.get(type)?.delete(keyOf(resource));
    this.emit("removed", resource);
  }

  /**
   * Loopback address behind a host name of the simulated clouds. Each name has an address of its own, so that every
   * server can listen on its real port.
   */
  addressOf(host: string): string {
    const known = this.#hosts.get(host);
    if (known) return known;
    const index = this.#hosts.size;
    const [second, third] = this.#seed;
    const address = `127.${second}.${third + Math.floor(index / 250)}.${(index % 250) + 2}`;
    this.#journal.append({ host, address });
    this.#hosts.set(host, address);
    return address;
  }

  /** The address of a name that was given one, else nothing. */
  resolve(host: string): string | undefined {
    return this.#hosts.get(host);
  }

  #set(resource: SimulatedResource): void {
    const resources = this.#resources.get(resource.type) ?? new Map<string, SimulatedResource>();
    this.#resources.set(resource.type, resources.set(keyOf(resource), resource));
  }

  #replay(line: z.output<typeof entry>): void {
    if ("seed" in line) this.#seed = line.seed;
    else if ("put" in line) this.#set(line.put);
    else if ("removed" in line) this.#resources.get(line.removed.type)?.delete(keyOf(line.removed));
    else this.#hosts.set(line.host, line.address);
  }
}
