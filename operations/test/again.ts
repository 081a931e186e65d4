/**
 * Tests that failed get a second chance by themselves: on a machine that was too busy with everything else they pass, and
 * what is broken fails again. Nothing of it is hidden: a test that needed it is named at the end of the run.
 */
import { runMocha } from "./mocha.ts";
import { type Failure, isFailure, type Outcome } from "./outcome.ts";

/** Files; where more fail, it is not for a lack of room. */
const most = 3;

export interface Settled {
  readonly outcomes: readonly Outcome[];
  /** Failures of tests that passed by themselves. */
  readonly unsteady: readonly Failure[];
}

/** Runs the files of failed tests once more, one after the other; what they do then counts. */
export async function runAgain(outcomes: readonly Outcome[]): Promise<Settled> {
  const failures = outcomes.filter(isFailure);
  const files = [...new Set(failures.map(({ file }) => file))].filter((file) => file !== undefined);
  if (files.length === 0 || files.length > most) return { outcomes, unsteady: [] };
  console.log("\nwhat failed runs again, by itself:");
  const second: Outcome[] = [];
  for (const file of files) second.push(...(await runMocha({ paths: [file], grep: undefined })));
  const first = outcomes.filter(({ file }) => file === undefined || !files.includes(file));
  const passes = (title: string) => second.some((outcome) => outcome.title === title && !isFailure(outcome));
  return { outcomes: [...first, ...second], unsteady: failures.filter(({ title }) => passes(title)) };
}

/** What a reader of the log's end must know, however long the log is. */
export function findings({ outcomes, unsteady }: Settled): string {
  return [
    ...paragraph("failed", outcomes.filter(isFailure)),
    ...paragraph("unsteady: failed beside the others, passed by itself", unsteady),
  ].join("\n");
}

function paragraph(heading: string, failures: readonly Failure[]): readonly string[] {
  if (failures.length === 0) return [];
  const lines = failures.map(
    ({ title, failure }) =>
      `  ${title}\n    ${failure
        .split("\n")
        .filter((line) => line.trim() !== "")
        .slice(0, 6)
        .join("\n    ")}`,
  );
  return [`\n${heading}:`, ...lines];
}
