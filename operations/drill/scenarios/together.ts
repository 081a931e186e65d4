/** Several steps as one, for a runbook that has to fit on a page. */
import type { Step } from "../scenario.ts";

/** @param words  title and texts of the whole; what is typed and done is that of the steps, in their order */
export const together = (words: Step, steps: readonly Step[]): Step => ({
  ...words,
  type: steps.flatMap(({ type }) => type),
  run: async (ground) => {
    for (const { run } of steps) await run(ground);
  },
});
