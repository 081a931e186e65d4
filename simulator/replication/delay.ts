/** How long copies of objects are on their way to another region. A drill sets it; it stays over a restart. */
import { EventEmitter } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";

const stored = z.object({ seconds: z.number() });

export class ReplicationDelay extends EventEmitter<{ changed: [] }> {
  readonly #file: string;
  #seconds = 0;

  /** @param folder  where `object-delay.json` lives */
  constructor(folder: string) {
    super();
    this.#file = join(folder, "object-delay.json");
    if (existsSync(this.#file)) this.#seconds = stored.parse(JSON.parse(readFileSync(this.#file, "utf8"))).seconds;
  }

  get seconds(): number {
    return this.#seconds;
  }

  /** @param seconds  between a write and its copy, 0 or more; holds for what is on its way already, too */
  set(seconds: number): void {
    this.#seconds = seconds;
    writeFileSync(this.#file, JSON.stringify({ seconds }), { mode: 0o600 });
    this.emit("changed");
  }
}
