/**
 * How the container that has Odoo's new image learns what to update, and says how it went: small files in a folder that
 * both containers of the pod see (`images/odoo/update.py` is the other side).
 */
import { existsSync } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Failure } from "../failure.ts";
import type { Tools } from "../tools.ts";

/** Milliseconds between two looks. */
const lookMs = 200;

export interface Order {
  /** Database to update. */
  readonly database: string;
  /** Whether nothing is installed in it yet. */
  readonly fresh: boolean;
  /** Whether it is a copy that must never act on the world. */
  readonly neutralize: boolean;
}

export class Handshake {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** What an earlier process of the same pod left, which was cut short or has said its last word. */
  get began(): boolean {
    return existsSync(this.#path("order"));
  }

  get ended(): boolean {
    return existsSync(this.#path("verdict"));
  }

  /** Tells the updater to begin. */
  give(order: Order): Promise<void> {
    return this.#write("order", JSON.stringify(order));
  }

  /**
   * Waits for the updater.
   * @returns its exit code
   * @throws Failure `ended` where this process is told to end meanwhile, `busy` where the time is up
   */
  async answer(tools: Tools, patience: number): Promise<number> {
    const until = Date.now() + patience * 1000;
    while (!existsSync(this.#path("answer"))) {
      if (tools.ending) throw new Failure("ended", "told to end by SIGTERM", "nothing: the next run starts afresh");
      if (Date.now() > until)
        throw new Failure(
          "update",
          `the updater did not end within ${patience} s`,
          "read its log in the container update",
        );
      await pause(lookMs);
    }
    return Number(await readFile(this.#path("answer"), "utf8"));
  }

  /** The last word: what the updater's container, and with it the Job, ends with. */
  conclude(code: number): Promise<void> {
    return this.#write("verdict", `${code}`);
  }

  /** Written whole or not at all: the other side may look at any moment. */
  async #write(name: string, text: string): Promise<void> {
    const path = this.#path(name);
    await writeFile(`${path}.part`, text);
    await rename(`${path}.part`, path);
  }

  #path(name: string): string {
    return join(this.#folder, name);
  }
}
