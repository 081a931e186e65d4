/** How a run can fail. The name is in the log, the number is the exit code; README.md explains both. */
export const exitCodes = {
  tool: 1,
  settings: 2,
  nothing: 3,
  occupied: 4,
  damaged: 5,
  password: 6,
  busy: 7,
  database: 8,
  store: 9,
  update: 10,
  cluster: 11,
  overdue: 12,
  ended: 143,
} as const;

export type FailureKind = keyof typeof exitCodes;

/** A failure that was foreseen: one line with what happened, where, and what to do next. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly kind: FailureKind;

  readonly #what: string;
  readonly #next: string;

  constructor(kind: FailureKind, what: string, next: string) {
    super(`${oneLine(what)}. Next: ${oneLine(next)}.`);
    this.kind = kind;
    this.#what = what;
    this.#next = next;
  }

  /** The same failure with something to do before the rest. */
  withNext(first: string): Failure {
    return new Failure(this.kind, this.#what, `${first}; ${this.#next}`);
  }
}

/** @returns kind and text of anything that was thrown */
export function describe(error: unknown): { readonly kind: FailureKind; readonly text: string } {
  if (error instanceof Failure) return { kind: error.kind, text: error.message };
  if (error instanceof Error && "syscall" in error) return describe(new Failure("tool", error.message, scratchHint));
  return { kind: "tool", text: oneLine(error instanceof Error ? (error.stack ?? error.message) : String(error)) };
}

/** Files of our own stand nowhere else. */
const scratchHint = "give SCRATCH room for the dump and all files, and this user the right to write there";

function oneLine(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join(" | ")
    .replace(/\.$/, "");
}
