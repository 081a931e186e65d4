/**
 * A file of JSON lines that only grows. A line is written before the caller goes on, so what was acknowledged survives a
 * killed process; a line that a crash cut short was never acknowledged and is dropped.
 */
import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";

export class Journal {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  append(entry: unknown): void {
    appendFileSync(this.#file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
  }

  /** All whole lines, oldest first. */
  read(): unknown[] {
    if (!existsSync(this.#file)) return [];
    const lines = readFileSync(this.#file, "utf8").split("\n");
    // What follows the last line break is empty, or cut short.
    return lines.slice(0, -1).map((line) => JSON.parse(line));
  }

  /** Replaces everything by these lines, in one step. */
  rewrite(entries: readonly unknown[]): void {
    const next = `${this.#file}.next`;
    writeFileSync(next, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""), { mode: 0o600 });
    renameSync(next, this.#file);
  }
}
