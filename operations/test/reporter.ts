/** Mocha's own report, and what the process that started mocha needs: a count that survives a crash, and an orderly end. */
import Mocha from "mocha";
import type { Count } from "./mocha.ts";
import { stopSignals } from "./signals.ts";

const { EVENT_TEST_FAIL, EVENT_TEST_PASS } = Mocha.Runner.constants;

export default class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const count = { passed: 0, failed: 0 };
    const add = (outcome: keyof Count) => () => {
      count[outcome] += 1;
      process.send?.(count);
    };
    runner.on(EVENT_TEST_PASS, add("passed"));
    // A hook that fails comes here too.
    runner.on(EVENT_TEST_FAIL, add("failed"));
    // The test in hand is finished, and what was begun is cleaned up.
    for (const signal of stopSignals) process.on(signal, () => runner.abort());
  }
}
