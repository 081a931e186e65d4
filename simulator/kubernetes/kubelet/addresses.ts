/**
 * Addresses of local pods. What the API server shows is an ordinary pod address, because it accepts no loopback address;
 * the processes listen on a loopback address that belongs to it.
 */
import type { World } from "../../world.ts";

export interface PodAddress {
  /** In the pod's status. */
  readonly shown: string;
  /** Where its processes listen. */
  readonly loopback: string;
}

export class Addresses {
  readonly #world: World;
  readonly #cluster: string;
  readonly #taken = new Map<number, string>();

  /** @param cluster  unique among the simulator's clusters */
  constructor(world: World, cluster: string) {
    this.#world = world;
    this.#cluster = cluster;
  }

  /** The lowest free address, so that few are ever used. */
  take(uid: string): PodAddress {
    let slot = 1;
    while (this.#taken.has(slot)) slot += 1;
    this.#taken.set(slot, uid);
    return this.#of(slot);
  }

  release(uid: string): void {
    for (const [slot, owner] of this.#taken) if (owner === uid) this.#taken.delete(slot);
  }

  /** The loopback address behind an address that the API server shows; nothing for a stand-in pod's. */
  loopbackOf(shown: string): string | undefined {
    const slot = [...this.#taken.keys()].find((candidate) => shownAddress(candidate) === shown);
    return slot === undefined ? undefined : this.#of(slot).loopback;
  }

  #of(slot: number): PodAddress {
    return { shown: shownAddress(slot), loopback: this.#world.addressOf(`pod-${slot}.${this.#cluster}`) };
  }
}

/** 10.245.0.0/16 belongs to local pods, next to the range that KWOK gives to its own. */
const shownAddress = (slot: number) => `10.245.${Math.floor(slot / 250)}.${(slot % 250) + 2}`;
