/** What became of each test. */
import * as z from "zod";

export const outcomeSchema = z.strictObject({
  /** Path of the test's file; nothing where mocha itself ended. */
  file: z.string().optional(),
  /** With the names of its suites. */
  title: z.string(),
  /** Why it failed; nothing where it passed. */
  failure: z.string().optional(),
});

/** A test that was skipped has none. */
export type Outcome = z.output<typeof outcomeSchema>;

export type Failure = Outcome & { readonly failure: string };

export const isFailure = (outcome: Outcome): outcome is Failure => outcome.failure !== undefined;

/** The line that a run ends with. */
export function total(outcomes: readonly Outcome[]): string {
  const failed = outcomes.filter(isFailure).length;
  return `${outcomes.length - failed} passed, ${failed} failed`;
}
