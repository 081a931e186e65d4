/** Holds what passes for a time that can change while it is on its way. */

interface Waiting {
  /** Milliseconds, of a clock that only goes forward. */
  readonly since: number;
  readonly bytes: Buffer;
}

export class DelayLine {
  readonly #delay: () => number;
  readonly #out: (bytes: Buffer) => void;
  #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param delay  milliseconds, asked anew whenever something may be due
   * @param out    gets everything in its order
   */
  constructor(delay: () => number, out: (bytes: Buffer) => void) {
    this.#delay = delay;
    this.#out = out;
  }

  push(bytes: Buffer): void {
    this.#waiting.push({ since: performance.now(), bytes });
    this.look();
  }

  /** Lets out what is due, for example because the delay is a shorter one now. */
  look(): void {
    clearTimeout(this.#timer);
    const now = performance.now();
    let [next] = this.#waiting;
    while (next && next.since + this.#delay() <= now) {
      this.#waiting.shift();
      this.#out(next.bytes);
      [next] = this.#waiting;
    }
    if (next) this.#timer = setTimeout(() => this.look(), Math.ceil(next.since + this.#delay() - now));
  }

  /** Forgets what is on its way. */
  cut(): void {
    clearTimeout(this.#timer);
    this.#waiting = [];
  }
}
