/**
 * Changes of objects on their way to another region: kept on disk before whoever made the change hears that it is done, and
 * delivered in their order, lane by lane. What cannot be delivered now, because a region is away, waits.
 */
import { setTimeout as pause } from "node:timers/promises";
import * as z from "zod";
import { Journal } from "../journal.ts";
import type { ReplicationDelay } from "./delay.ts";

export type Outcome = "COMPLETED" | "FAILED";

/** What became of a change. */
export interface Settled {
  readonly outcome: Outcome;
  /** Names the copy, where there is one. */
  readonly copy?: string;
}

interface Entry<Change> {
  /** Names the change; what is known by a name is not taken twice. */
  readonly name: string;
  /** Changes of one lane are delivered one after the other. */
  readonly lane: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly change: Change;
}

export interface QueueOptions<Change> {
  /** File of the journal. */
  readonly file: string;
  readonly schema: z.ZodType<Change>;
  readonly delay: ReplicationDelay;
  /** Rejects where the change has to wait: it is tried again. */
  deliver(change: Change): Promise<Settled>;
}

/** Milliseconds until a change that could not be delivered is tried again. */
const retryMs = 500;

export class ReplicationQueue<Change> {
  readonly #options: QueueOptions<Change>;
  readonly #journal: Journal;
  readonly #lanes = new Map<string, Entry<Change>[]>();
  /** Lanes of the changes on their way, by name. */
  readonly #waiting = new Map<string, string>();
  readonly #settled = new Map<string, Settled>();
  readonly #copies = new Set<string>();
  readonly #running = new Map<string, Promise<void>>();
  #wake = new AbortController();
  #closed = false;

  constructor(options: QueueOptions<Change>) {
    this.#options = options;
    this.#journal = new Journal(options.file);
    this.#replay();
    options.delay.on("changed", this.#hurry);
    for (const lane of this.#lanes.keys()) this.#start(lane);
  }

  /** How many changes are on their way. */
  get pending(): number {
    return this.#waiting.size;
  }

  /** Nothing where the change is not known, or the copy has been lost sight of. */
  stateOf(name: string): Outcome | "PENDING" | undefined {
    return this.#waiting.has(name) ? "PENDING" : this.#settled.get(name)?.outcome;
  }

  /** Whether something was put there by this queue. */
  isCopy(name: string): boolean {
    return this.#copies.has(name);
  }

  /** Keeps a change on disk, then has it delivered. A change that failed is taken again, one that arrived is not. */
  add(lane: string, name: string, change: Change): void {
    if (this.stateOf(name) === "PENDING" || this.stateOf(name) === "COMPLETED") return;
    const entry = { name, lane, at: Date.now(), change };
    this.#journal.append({ queued: entry });
    this.#take(entry);
    this.#start(lane);
  }

  /** Leaves what is on its way to the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#options.delay.off("changed", this.#hurry);
    this.#hurry();
    await Promise.all(this.#running.values());
  }

  readonly #hurry = (): void => {
    this.#wake.abort();
    this.#wake = new AbortController();
  };

  #replay(): void {
    const { schema } = this.#options;
    const line = z.union([
      z.object({ queued: z.object({ name: z.string(), lane: z.string(), at: z.number(), change: schema }) }),
      z.object({ settled: z.string(), outcome: z.enum(["COMPLETED", "FAILED"]), copy: z.string().optional() }),
    ]);
    for (const read of this.#journal.read().map((each) => line.parse(each))) {
      if ("queued" in read) this.#take(read.queued);
      else
        this.#settle(read.settled, { outcome: read.outcome, ...(read.copy === undefined ? {} : { copy: read.copy }) });
    }
    this.#journal.rewrite([
      ...[...this.#settled].map(([settled, rest]) => ({ settled, ...rest })),
      ...[...this.#lanes.values()].flat().map((queued) => ({ queued })),
    ]);
  }

  #take(entry: Entry<Change>): void {
    this.#settled.delete(entry.name);
    this.#waiting.set(entry.name, entry.lane);
    const lane = this.#lanes.get(entry.lane) ?? [];
    lane.push(entry);
    this.#lanes.set(entry.lane, lane);
  }

  #settle(name: string, settled: Settled): void {
    const entries = this.#lanes.get(this.#waiting.get(name) ?? "") ?? [];
    const at = entries.findIndex((entry) => entry.name === name);
    if (at >= 0) entries.splice(at, 1);
    this.#waiting.delete(name);
    this.#settled.set(name, settled);
    if (settled.copy !== undefined) this.#copies.add(settled.copy);
  }

  #start(lane: string): void {
    if (this.#running.has(lane) || this.#closed) return;
    this.#running.set(lane, this.#run(lane));
  }

  async #run(lane: string): Promise<void> {
    for (let next = this.#next(lane); next && !this.#closed; next = this.#next(lane)) {
      const early = next.at + this.#options.delay.seconds * 1000 - Date.now();
      if (early > 0) await this.#pause(early);
      else if (!(await this.#deliver(next))) await this.#pause(retryMs);
    }
    // In the same step as the last look at the lane: nobody adds to it in between.
    this.#running.delete(lane);
  }

  #next(lane: string): Entry<Change> | undefined {
    return this.#lanes.get(lane)?.[0];
  }

  async #deliver({ name, change }: Entry<Change>): Promise<boolean> {
    try {
      const settled = await this.#options.deliver(change);
      this.#journal.append({ settled: name, ...settled });
      this.#settle(name, settled);
      return true;
    } catch {
      return false;
    }
  }

  async #pause(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.#wake.signal, ref: false }).catch(() => {});
  }
}
