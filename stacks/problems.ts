/** One thing that is wrong with a document people wrote: where it is, what stands there, what would fit. */
export interface Problem {
  /** File and path, for example `stacks/Pulumi.aws-production.yaml longshore:network.cidr`. */
  readonly path: string;
  readonly found: string;
  readonly fits: string;
}

/** Raised before anything is done; lists all problems at once. */
export class InvalidInput extends Error {
  override readonly name = "InvalidInput";
  readonly problems: readonly Problem[];

  /** @param notDone  what did not happen because of them; default that anything was created */
  constructor(problems: readonly Problem[], notDone = "created") {
    const lines = problems.map(({ path, found, fits }) => `  ${path}\n    found  ${found}\n    fits   ${fits}`);
    super(
      `${problems.length} invalid ${problems.length === 1 ? "input" : "inputs"}, nothing was ${notDone}:\n${lines.join("\n")}`,
    );
    this.problems = problems;
  }
}

/** A value as a person would write it in YAML, short enough for one line. */
export function show(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
