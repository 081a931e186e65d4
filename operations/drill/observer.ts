/**
 * The steady load: posts rows 1, 2, 3 … from outside the platform and writes down what became of each. It never sends a
 * number twice, so that a row is lost, there, or there without an answer, and nothing else.
 */
import { EventEmitter, once } from "node:events";
import type { Observer, Row } from "./scenario.ts";

export interface LoadArgs {
  /** Sends a row; resolves when the platform says that it is committed. */
  readonly send: (number: number) => Promise<void>;
  /** Seconds since the load began. */
  readonly now: () => number;
  /** Rows a second. */
  readonly rate: number;
  /** Rows that may wait for their answer at the same time; while so many do, none is sent. */
  readonly parallel: number;
}

interface Entry {
  readonly number: number;
  readonly sent: number;
  acknowledged: number | undefined;
  failed: Row["failed"];
}

export class Load implements Observer {
  readonly #args: LoadArgs;
  readonly #rows: Entry[] = [];
  readonly #events = new EventEmitter<{ acknowledged: [Row]; failed: [Row] }>().setMaxListeners(0);
  readonly #waiting = new Set<Promise<void>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(args: LoadArgs) {
    this.#args = args;
  }

  get rows(): readonly Row[] {
    return this.#rows;
  }

  start(): void {
    this.#timer = setInterval(() => this.#tick(), 1000 / this.#args.rate);
  }

  /** Resolves when no row waits for an answer any more. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#waiting);
  }

  served(count: number, timeoutSeconds: number): Promise<void> {
    return this.#next("acknowledged", count, timeoutSeconds, () => {
      const last = this.#rows.findLast(({ failed }) => failed !== undefined);
      return `writes were not served within ${timeoutSeconds} s; the last that failed: ${last?.failed?.why ?? "none did"}`;
    });
  }

  refused(timeoutSeconds: number): Promise<void> {
    return this.#next("failed", 1, timeoutSeconds, () => `every write was served for ${timeoutSeconds} s`);
  }

  #tick(): void {
    if (this.#waiting.size >= this.#args.parallel) return;
    const row: Entry = {
      number: this.#rows.length + 1,
      sent: this.#args.now(),
      acknowledged: undefined,
      failed: undefined,
    };
    this.#rows.push(row);
    const ended = this.#send(row);
    this.#waiting.add(ended);
    void ended.then(() => this.#waiting.delete(ended));
  }

  async #send(row: Entry): Promise<void> {
    try {
      await this.#args.send(row.number);
      row.acknowledged = this.#args.now();
      this.#events.emit("acknowledged", row);
    } catch (error) {
      row.failed = { at: this.#args.now(), why: error instanceof Error ? error.message : String(error) };
      this.#events.emit("failed", row);
    }
  }

  /** Waits for rows that were sent after now. */
  async #next(event: "acknowledged" | "failed", count: number, timeoutSeconds: number, otherwise: () => string) {
    const from = this.#args.now();
    const signal = AbortSignal.timeout(timeoutSeconds * 1000);
    let left = count;
    try {
      while (left > 0) {
        const [row]: Row[] = await once(this.#events, event, { signal });
        if (row && row.sent >= from) left -= 1;
      }
    } catch (error) {
      throw new Error(otherwise(), { cause: error });
    }
  }
}
