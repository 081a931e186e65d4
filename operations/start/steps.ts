/** The steps of a start as people follow them: one live line for what is in hand, one line that stays for what is done. */
import { formatDuration, progressPrinter, type Screen } from "../../simulator/toolchain/progress.ts";

/** Says what a step is at. */
export type Tell = (
  doing: string,
  count?: { readonly done: number; readonly total?: number; readonly unit: string },
) => void;

export class Steps {
  readonly #screen: Screen;
  readonly #parts: number;
  #part = 0;

  /** @param parts  how many steps there will be */
  constructor(screen: Screen, parts: number) {
    this.#screen = screen;
    this.#parts = parts;
  }

  /**
   * @param done  what stays on the screen when the step has ended well
   * @returns what the work gave, and its seconds
   */
  async run<T>(
    title: string,
    work: (tell: Tell) => Promise<T>,
    done: (result: T) => string,
  ): Promise<{ readonly result: T; readonly seconds: number }> {
    this.#part += 1;
    const [part, parts, began] = [this.#part, this.#parts, performance.now()];
    const printer = progressPrinter(this.#screen);
    const tell: Tell = (doing, count) => printer.update({ part, parts, title, doing, ...count });
    if (this.#screen.isTTY) tell("starting");
    try {
      const result = await work(tell);
      printer.end();
      const ms = performance.now() - began;
      this.#screen.write(`[${part}/${parts}] ${title}: ${done(result)} · ${formatDuration(ms)}\n`);
      return { result, seconds: Math.round(ms / 100) / 10 };
    } catch (error) {
      printer.end();
      throw error;
    }
  }
}
