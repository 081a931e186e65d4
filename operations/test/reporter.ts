/** Mocha's own report, and what the process that started mocha needs: outcomes that survive a crash, and an orderly end. */
import Mocha from "mocha";
import type { Outcome } from "./outcome.ts";
import { stopSignals } from "./signals.ts";

const { EVENT_TEST_FAIL, EVENT_TEST_PASS } = Mocha.Runner.constants;

export default class OutcomeReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const send = (test: Mocha.Runnable, failure?: string) => {
      const outcome: Outcome = { file: test.file, title: test.fullTitle(), failure };
      process.send?.(outcome);
    };
    runner.on(EVENT_TEST_PASS, (test: Mocha.Test) => send(test));
    // A hook that fails comes here too.
    runner.on(EVENT_TEST_FAIL, (test: Mocha.Runnable, error: unknown) =>
      send(test, error instanceof Error ? error.message : String(error)),
    );
    // The test in hand is finished, and what was begun is cleaned up.
    for (const signal of stopSignals) process.on(signal, () => runner.abort());
  }
}
