/** Runs of the engine: each has a virtual clock of its own and remembers what took how long. */
import { Clock } from "./clock.ts";
import { isAsleep } from "./engine/activity.ts";
import type { Operation } from "./providers/provider.ts";

/** One operation of a run, in virtual seconds since the run began. */
export interface TimedOperation {
  readonly operation: Operation;
  readonly urn: string;
  readonly start: number;
  readonly end: number;
}

export class Run {
  readonly clock: Clock;
  readonly operations: TimedOperation[] = [];
  /** What is happening in the cloud now; it goes on where the engine dies. */
  readonly underWay = new Set<Promise<unknown>>();
  readonly #engine: number;

  /** @param engine  process id of the engine */
  constructor(engine: number) {
    this.#engine = engine;
    this.clock = new Clock(() => isAsleep(engine));
  }

  /** Ends the engine without a chance to clean up, as a lost machine would. */
  kill(): void {
    process.kill(this.#engine, "SIGKILL");
  }

  /** Whether it changed anything in a stack. */
  touches(stack: string): boolean {
    return this.operations.some(({ urn }) => urn.startsWith(`urn:pulumi:${stack}::`));
  }
}

/** How many runs are remembered. */
const kept = 20;

export class Runs {
  readonly #runs = new Map<number, Run>();

  /** @param engine  process id of the engine, which all its plugins share */
  of(engine: number): Run {
    const run = this.#runs.get(engine) ?? new Run(engine);
    // Put last, so that the oldest is the one to be forgotten.
    this.#runs.delete(engine);
    this.#runs.set(engine, run);
    const [oldest] = this.#runs.keys();
    if (this.#runs.size > kept && oldest !== undefined) this.#runs.delete(oldest);
    return run;
  }

  /** Waits until all that any run began has happened, or has failed. */
  async settled(): Promise<void> {
    await Promise.allSettled([...this.#runs.values()].flatMap(({ underWay }) => [...underWay]));
  }

  /** The last run that changed something in a stack. */
  last(stack: string): Run | undefined {
    return [...this.#runs.values()].reverse().find((run) => run.touches(stack));
  }
}
