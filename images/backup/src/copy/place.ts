/** One folder of the sender and its copy. */
import { join } from "node:path";
import { type Context, scratchOf } from "../context.ts";
import { Failure } from "../failure.ts";
import { Files, type StoredObject } from "../rclone.ts";
import { carry } from "./carrier.ts";
import { compare, type Piece } from "./plan.ts";
import type { Receiver } from "./receiver.ts";

/** What was written in a run. */
export interface Copied {
  readonly objects: number;
  readonly bytes: number;
}

export interface Brought extends Copied {
  /** All that the copy has in the end. */
  readonly now: readonly StoredObject[];
}

export class Place {
  readonly receiver: Receiver;
  /** Below `SCRATCH`: nothing in it outlives a run. */
  readonly folder: string;
  readonly #tools: Context["tools"];
  readonly #from: string;
  readonly #to: string;

  /**
   * @param from  folder as rclone takes it, read with the pod's own identity
   * @param to    the same of the receiver, with its identity
   */
  constructor(context: Context, receiver: Receiver, from: string, to: string) {
    this.#tools = context.tools;
    this.folder = scratchOf(context, "copy");
    this.receiver = receiver;
    this.#from = from;
    this.#to = to;
  }

  /** @param part  folder in it; default all of it */
  from(part = ""): Files {
    return new Files(this.#tools, part === "" ? this.#from : `${this.#from}/${part}`);
  }

  to(): Files {
    return new Files(this.#tools, this.#to, this.receiver.identity);
  }

  /**
   * Brings what the copy lacks.
   * @param stages  one after the other; within one there is no order
   * @param there   what the copy has
   * @throws Failure `damaged` where the copy has something else under a name; then nothing was written. `store` where it does
   *   not have all of it in the end
   */
  async bring(stages: readonly (readonly Piece[])[], there: readonly StoredObject[]): Promise<Brought> {
    const { missing, different } = compare(stages.flat(), there);
    if (different.length > 0)
      throw new Failure(
        "damaged",
        `the copy at ${this.receiver.stack} has another content under ${different.slice(0, 3).join(", ")}`,
        "look who wrote it, and bring the older version back there: a copy overwrites nothing",
      );
    const folder = join(this.folder, "pieces");
    const args = { from: this.from(), to: this.to(), folder, receiver: this.receiver };
    for (const stage of stages) await carry(compare(stage, there).missing, args);
    const now = missing.length === 0 ? there : await this.to().objects();
    this.#expect(stages.flat(), now);
    return { objects: missing.length, bytes: sizeOf(missing), now };
  }

  #expect(wanted: readonly StoredObject[], there: readonly StoredObject[]): void {
    const { missing, different } = compare(wanted, there);
    const lacking = [...missing.map(({ path }) => path), ...different];
    if (lacking.length === 0) return;
    throw new Failure(
      "store",
      `the copy at ${this.receiver.stack} lacks ${lacking.length} objects, for example ${lacking[0]}`,
      "run it again; where it stays so, see who deletes there",
    );
  }
}

export const sizeOf = (objects: readonly StoredObject[]): number => objects.reduce((sum, { bytes }) => sum + bytes, 0);
