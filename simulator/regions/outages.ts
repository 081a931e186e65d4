/**
 * Which regions and zones are switched off, and who called there all the same. It survives a restart of the simulator:
 * what is off comes back only when somebody switches it on.
 */
import { join } from "node:path";
import * as z from "zod";
import { Journal } from "../journal.ts";

/** Who called: the engine with one of its providers, or any other program by a host name. */
export type Caller = "pulumi" | "program";

/** Calls of one kind to a region that was off. */
export interface Attempt {
  readonly region: string;
  readonly by: Caller;
  /** For example `update aws:rds/instance:Instance main`, or a host name. */
  readonly call: string;
  readonly times: number;
}

const entry = z.strictObject({ place: z.string(), off: z.boolean() });

/** A call to a region that is switched off. */
export class RegionOff extends Error {
  override readonly name = "RegionOff";

  /** @param call  that came to nothing */
  constructor(region: string, call: string) {
    super(`${call}: ${isOffText(region)}`);
  }
}

/** @param region  that is off */
export const isOffText = (region: string): string =>
  `the region ${region} is switched off in the simulator and answers nothing`;

export class Outages {
  readonly #journal: Journal;
  readonly #off = new Set<string>();
  /** By region, then by caller and call. */
  readonly #attempts = new Map<string, Map<string, Attempt>>();

  /** @param folder  where `outages.jsonl` lives */
  constructor(folder: string) {
    this.#journal = new Journal(join(folder, "outages.jsonl"));
    for (const line of this.#journal.read()) this.#set(entry.parse(line));
    this.#journal.rewrite(this.off.map((place) => ({ place, off: true })));
  }

  /** Names of regions and zones that are off. */
  get off(): readonly string[] {
    return [...this.#off];
  }

  /** Calls to each region since it was last switched off, whether it has come back or not. */
  get attempts(): readonly Attempt[] {
    return [...this.#attempts.values()].flatMap((calls) => [...calls.values()]);
  }

  /** @param place  name of a region or zone; no two clouds have one in common */
  isOff(place: string): boolean {
    return this.#off.has(place);
  }

  switch(place: string, state: "off" | "on"): void {
    if (this.isOff(place) === (state === "off")) return;
    const line = { place, off: state === "off" };
    this.#journal.append(line);
    this.#set(line);
    if (line.off) this.#attempts.delete(place);
  }

  /**
   * To be asked before a region does anything for anybody.
   * @param call  for the record, see {@link Attempt}
   * @throws RegionOff where it is switched off; the attempt is counted
   */
  demand(region: string, call: string, by: Caller = "pulumi"): void {
    if (!this.isOff(region)) return;
    this.count(region, call, by);
    throw new RegionOff(region, call);
  }

  /** Puts a call to a region that is off on record. */
  count(region: string, call: string, by: Caller): void {
    const calls = this.#attempts.get(region) ?? new Map<string, Attempt>();
    const key = `${by} ${call}`;
    const times = (calls.get(key)?.times ?? 0) + 1;
    this.#attempts.set(region, calls.set(key, { region, by, call, times }));
  }

  #set({ place, off }: z.output<typeof entry>): void {
    if (off) this.#off.add(place);
    else this.#off.delete(place);
  }
}
