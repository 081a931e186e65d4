/**
 * Which of several zones for one domain the world believes: what a person writes at the parent zone, by hand and rarely.
 * It survives a restart of the simulator.
 */
import { join } from "node:path";
import * as z from "zod";
import { zone as route53Zone } from "../aws/resources/route53.ts";
import { zone as azureZone } from "../azure/resources/dns.ts";
import { Journal } from "../journal.ts";
import type { SimulatedResource, World } from "../world.ts";
import { azureZones } from "./azure-dns.ts";
import { plainName, type Zone } from "./records.ts";
import { forgetRoute53Records, route53Zones } from "./route53.ts";

const zoneTypes: readonly string[] = [route53Zone.type, azureZone.type];
const entry = z.strictObject({ domain: z.string(), zone: z.string() });

/** Every zone of both clouds, each cloud's in the order in which they were made. */
export const zonesOf = (world: World): readonly Zone[] => [...route53Zones(world), ...azureZones(world)];

export class Delegations {
  readonly #world: World;
  readonly #journal: Journal;
  /** Id of a zone by domain. */
  readonly #chosen = new Map<string, string>();

  /** @param folder  where `delegations.jsonl` lives */
  constructor(world: World, folder: string) {
    this.#world = world;
    this.#journal = new Journal(join(folder, "delegations.jsonl"));
    for (const line of this.#journal.read()) {
      const { domain, zone } = entry.parse(line);
      this.#chosen.set(domain, zone);
    }
    this.#noteFirst();
    world.on("put", this.#onPut).on("removed", this.#onRemoved);
  }

  /** The zones that the world believes, one for each domain. */
  zones(): readonly Zone[] {
    const all = zonesOf(this.#world);
    const domains = new Set(all.map(({ domain }) => domain));
    return [...domains].flatMap((domain) => {
      const same = all.filter((zone) => zone.domain === domain);
      return same.find(({ id }) => id === this.#chosen.get(domain)) ?? same.slice(0, 1);
    });
  }

  /**
   * Sends the world to another zone.
   * @throws Error that names the zones there are, for one that is not the domain's
   */
  delegate(domain: string, zone: string): void {
    const name = plainName(domain);
    const same = zonesOf(this.#world).filter((other) => other.domain === name);
    if (!same.some(({ id }) => id === zone))
      throw new Error(
        `${zone} is no zone of ${name}; fits ${same.map(({ id }) => id).join(", ") || "none: there is none"}`,
      );
    this.#note(name, zone);
  }

  close(): void {
    this.#world.off("put", this.#onPut).off("removed", this.#onRemoved);
  }

  #onPut = ({ type }: SimulatedResource): void => {
    if (zoneTypes.includes(type)) this.#noteFirst();
  };

  #onRemoved = (resource: SimulatedResource): void => {
    if (resource.type === route53Zone.type) forgetRoute53Records(this.#world, resource);
  };

  /** A domain belongs to the zone that was made first until somebody says otherwise. */
  #noteFirst(): void {
    const all = zonesOf(this.#world);
    for (const { domain, id } of all) {
      const chosen = this.#chosen.get(domain);
      if (!all.some((zone) => zone.id === chosen)) this.#note(domain, id);
    }
  }

  #note(domain: string, zone: string): void {
    this.#journal.append({ domain, zone });
    this.#chosen.set(domain, zone);
  }
}
