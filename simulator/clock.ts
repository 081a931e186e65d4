/**
 * Virtual time of one run of the engine. A provider starts an operation's real effect at once, and its answer is held
 * until virtual time reaches the operation's modelled end. So the engine waits as long as on the real cloud, with its own
 * parallelism and its own order, and a run of many modelled minutes takes seconds.
 *
 * Time jumps to the next end when the engine has gone quiet: no request but held ones is under way, none has come for
 * a while, and the engine's processes are asleep, so that nothing more can come. Were that judged too early, what the
 * engine starts next would begin too late in virtual time: a run can measure longer than the real one would take, never
 * shorter.
 */

/** Real milliseconds between two looks at the engine. */
export const lookMs = 15;

/**
 * How many looks in a row must find the engine asleep. A waiting disk looks like sleep, so the more a mistake would cost,
 * the longer it is watched.
 * @param leap  virtual seconds that would be skipped
 */
const looksFor = (leap: number): number => (leap <= 5 ? 1 : leap <= 60 ? 4 : 10);

/** An operation whose answer is held. */
interface Held {
  readonly end: number;
  /** Whether its real effect has happened: virtual time cannot pass the end of what has not. */
  done: boolean;
  readonly release: () => void;
}

export class Clock {
  readonly #isAsleep: () => boolean;
  /** Virtual seconds since the run began. */
  #now = 0;
  /** Requests that the provider is working on and that are not held. */
  #busy = 0;
  readonly #held = new Set<Held>();
  #timer: NodeJS.Timeout | undefined;
  /** Looks in a row that found the engine asleep. */
  #looks = 0;

  /** @param isAsleep  whether the engine has nothing to do */
  constructor(isAsleep: () => boolean) {
    this.#isAsleep = isAsleep;
  }

  get now(): number {
    return this.#now;
  }

  /** Counts a request as activity of the engine until its answer is given. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#enter();
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  /**
   * Does an operation that takes its time on the real cloud; to be called inside {@link during}.
   * @param seconds  modelled duration
   * @param effect   what really happens, started at once; if it fails, the failure is passed on without waiting
   */
  async spend<Result>(seconds: number, effect: () => Promise<Result>): Promise<Result> {
    const { promise: ended, resolve: release } = Promise.withResolvers<void>();
    const held: Held = { end: this.#now + seconds, done: false, release };
    this.#held.add(held);
    this.#leave();
    try {
      const result = await effect();
      held.done = true;
      this.#watch();
      await ended;
      return result;
    } finally {
      this.#held.delete(held);
      this.#enter();
    }
  }

  #enter(): void {
    this.#busy += 1;
    clearTimeout(this.#timer);
  }

  #leave(): void {
    this.#busy -= 1;
    this.#watch();
  }

  /** Waits for the engine to be quiet, from now on. */
  #watch(): void {
    this.#looks = 0;
    this.#lookAgain();
  }

  #lookAgain(): void {
    clearTimeout(this.#timer);
    if (this.#busy > 0 || this.#held.size === 0) return;
    // The second step lets requests in that arrived while this process was busy itself.
    this.#timer = setTimeout(() => setImmediate(() => this.#look()), lookMs);
  }

  #look(): void {
    if (this.#busy > 0 || this.#held.size === 0) return;
    const next = Math.min(...[...this.#held].map(({ end }) => end));
    this.#looks = this.#isAsleep() ? this.#looks + 1 : 0;
    if (this.#looks < looksFor(next - this.#now)) {
      this.#lookAgain();
      return;
    }
    const due = [...this.#held].filter(({ end }) => end === next);
    // What is not done yet calls `#watch` when it is.
    if (!due.every(({ done }) => done)) return;
    this.#now = next;
    for (const held of due) held.release();
  }
}
