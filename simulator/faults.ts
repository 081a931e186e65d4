/** Failures on order: the tests and `npm run faults` ask for them, provider calls run into them. */
import * as z from "zod";
import { type Operation, operations, type Subject } from "./providers/provider.ts";

/** What goes wrong with calls of the engine, from the n-th that matches on. */
export const faultSchema = z.strictObject({
  /** Every operation where it is left out. */
  operation: z.enum(operations).optional(),
  /** Type token or name of the resource, or several of them; every resource where it is left out. */
  resource: z.union([z.string(), z.array(z.string())]).optional(),
  /** Which of the matching calls fails first, counted from 1. */
  nth: z.int().min(1).default(1),
  /** How many calls in a row it hits. */
  times: z.int().min(1).default(1),
  /**
   * `before`: nothing has happened. `after`: it has happened, but the answer says that it did not come to its end.
   * `unanswered`: it has happened, and the answer is lost; the engine never learns an id.
   */
  when: z.enum(["before", "after", "unanswered"]),
  /**
   * `fail`: the call ends with the message. `expire`: so does every later one with the same credentials, reads included.
   * `kill`: the engine is killed, and nobody hears an answer.
   */
  does: z.enum(["fail", "expire", "kill"]).default("fail"),
  /** What the cloud says. */
  message: z.string().default("RequestError: send request failed"),
});

export type Fault = z.input<typeof faultSchema>;
type Ordered = z.output<typeof faultSchema>;

/** Where a fault struck. */
export interface Hit {
  readonly operation: Operation;
  readonly urn: string;
}

interface Waiting {
  readonly fault: Ordered;
  /** Matching calls that are let through before the first that it hits. */
  passes: number;
  left: number;
}

export class Faults {
  #waiting: Waiting[] = [];
  #hits: Hit[] = [];
  /** What the cloud says to credentials that have run out. */
  readonly #expired = new Map<string, string>();

  add(fault: Fault): void {
    const parsed = faultSchema.parse(fault);
    this.#waiting.push({ fault: parsed, passes: parsed.nth - 1, left: parsed.times });
  }

  /** Forgets what has not struck yet. @returns what struck since the last time, in its order */
  clear(): readonly Hit[] {
    const hits = this.#hits;
    this.#waiting = [];
    this.#hits = [];
    return hits;
  }

  /** Counts a call and gives the fault that is due for it. */
  take(operation: Operation, { type, urn }: Subject): Ordered | undefined {
    const name = urn.slice(urn.lastIndexOf("::") + 2);
    const matching = this.#waiting.filter(({ fault }) => {
      const wanted = fault.resource === undefined ? [type] : [fault.resource].flat();
      return [undefined, operation].includes(fault.operation) && [type, name].some((each) => wanted.includes(each));
    });
    const due = matching.find(({ passes }) => passes === 0);
    for (const waiting of matching) if (waiting.passes > 0) waiting.passes -= 1;
    if (!due) return undefined;
    due.left -= 1;
    this.#waiting = this.#waiting.filter(({ left }) => left > 0);
    this.#hits.push({ operation, urn });
    return due.fault;
  }

  /** @param credential  that will be refused from now on */
  expire(credential: string, message: string): void {
    this.#expired.set(credential, message);
  }

  /** What the cloud says to credentials that have run out; nothing to others. */
  refusal(credential: string | undefined): string | undefined {
    return credential === undefined ? undefined : this.#expired.get(credential);
  }

  /** @throws Error in the cloud's words for credentials that have run out */
  check(credential: string | undefined): void {
    const message = this.refusal(credential);
    if (message !== undefined) throw new Error(message);
  }
}
