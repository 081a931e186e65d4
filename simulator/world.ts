/**
 * Everything that exists in the simulated clouds. Provider plugins write it, data planes read it: the object store finds
 * its bucket policies here, the identity service its roles, the DNS server its records. There is no second copy.
 */
import { EventEmitter } from "node:events";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

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

interface Document {
  readonly resources: readonly SimulatedResource[];
  /** Loopback address of each simulated host name. */
  readonly hosts: Readonly<Record<string, string>>;
  readonly seed: number;
}

type Key = Pick<SimulatedResource, "type" | "id" | "account" | "region">;

const keyOf = ({ type, account, region, id }: Key) => [type, account, region, id].join("|");

export class World extends EventEmitter<{ put: [SimulatedResource]; removed: [SimulatedResource] }> {
  readonly #file: string;
  readonly #resources = new Map<string, SimulatedResource>();
  readonly #hosts: Record<string, string>;
  /** Second octet of this world's loopback addresses, so that two simulators do not meet. */
  readonly #seed: number;

  /** @param folder  where `world.json` lives; an existing world is continued */
  constructor(folder: string) {
    super();
    this.#file = join(folder, "world.json");
    const saved: Document = existsSync(this.#file)
      ? JSON.parse(readFileSync(this.#file, "utf8"))
      : { resources: [], hosts: {}, seed: 16 + Math.floor(Math.random() * 200) };
    for (const resource of saved.resources) this.#resources.set(keyOf(resource), resource);
    this.#hosts = { ...saved.hosts };
    this.#seed = saved.seed;
  }

  get(key: Key): SimulatedResource | undefined {
    return this.#resources.get(keyOf(key));
  }

  /** All resources of a type, in order of creation. */
  all(type: string): readonly SimulatedResource[] {
    return [...this.#resources.values()].filter((resource) => resource.type === type);
  }

  /** The only resource of a type with this id, whatever its account and region. */
  find(type: string, id: string): SimulatedResource | undefined {
    return this.all(type).find((resource) => resource.id === id);
  }

  get size(): number {
    return this.#resources.size;
  }

  put(resource: SimulatedResource): void {
    this.#resources.set(keyOf(resource), resource);
    this.#save();
    this.emit("put", resource);
  }

  remove(key: Key): void {
    const resource = this.get(key);
    if (!resource) return;
    this.#resources.delete(keyOf(key));
    this.#save();
    this.emit("removed", resource);
  }

  /**
   * Loopback address behind a host name of the simulated clouds. Each name has an address of its own, so that every
   * server can listen on its real port.
   */
  addressOf(host: string): string {
    const known = this.#hosts[host];
    if (known) return known;
    const index = Object.keys(this.#hosts).length + 1;
    const address = `127.${this.#seed}.${Math.floor(index / 250)}.${(index % 250) + 2}`;
    this.#hosts[host] = address;
    this.#save();
    return address;
  }

  /** The address of a name that was given one, else nothing. */
  resolve(host: string): string | undefined {
    return this.#hosts[host];
  }

  #save(): void {
    const document: Document = { resources: [...this.#resources.values()], hosts: this.#hosts, seed: this.#seed };
    const next = `${this.#file}.next`;
    writeFileSync(next, JSON.stringify(document));
    renameSync(next, this.#file);
  }
}
