import { UnknownValueError } from "@pulumi/policy";
import type { Expectation } from "./expectations.ts";
import { type Finding, show } from "./finding.ts";

/**
 * Inputs of a resource, read by path. In a preview some of them are not known yet, because they come from resources that do
 * not exist: such a value is neither right nor wrong, so it is noted as postponed, and judged in the update, which asks
 * again before it makes the resource.
 */
export class Inputs {
  /** Paths that could not be judged yet. */
  readonly postponed: string[];
  readonly #values: unknown;
  readonly #at: string;

  /** @param values  as the SDK hands them over: reading an unknown one throws */
  constructor(values: unknown, at = "", postponed: string[] = []) {
    this.#values = values;
    this.#at = at;
    this.postponed = postponed;
  }

  /**
   * @returns nothing where the input is left out
   * @throws UnknownValueError where it is not known yet
   */
  get(path: string): unknown {
    return path.split(".").reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), this.#values);
  }

  /** Whether something is given, even if nobody knows yet what. */
  has(path: string): boolean {
    const value = this.attempt(() => ({ known: this.get(path) }), { known: "not yet" }).known;
    return value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0);
  }

  /** @throws UnknownValueError */
  text(path: string): string {
    const value = this.get(path);
    return value === undefined || value === null ? "" : String(value);
  }

  /** @throws UnknownValueError */
  texts(path: string): readonly string[] {
    const value = this.get(path);
    return Array.isArray(value) ? Array.from(value, String) : [];
  }

  /** @throws UnknownValueError where the list or one of its elements is not known yet */
  elements(path: string): readonly Inputs[] {
    const list = this.get(path);
    if (!Array.isArray(list)) return [];
    return list.map((element, index) => new Inputs(element, `${this.#pathOf(path)}[${index}]`, this.postponed));
  }

  /** @param absent  what the cloud takes where the input is left out */
  must(path: string, { holds, fits }: Expectation, absent?: unknown): readonly Finding[] {
    return this.judged(() => {
      const value = this.get(path) ?? absent;
      return holds(value) ? [] : [{ path: this.#pathOf(path), found: show(value), fits }];
    });
  }

  /** For what is computed more often than not, like the key that encrypts: any value will do. */
  mustHave(path: string, fits: string): readonly Finding[] {
    return this.has(path) ? [] : [{ path: this.#pathOf(path), found: "not set", fits }];
  }

  /**
   * For what would open a second way in, whatever it is set to.
   * @param found  what it would be, for messages
   */
  mustLack(path: string, found: string): readonly Finding[] {
    return this.judged(() => {
      this.get(path);
      return this.has(path) ? [{ path: this.#pathOf(path), found, fits: "none" }] : [];
    });
  }

  /** Judges each element of a list of objects for itself, so that one that is not known yet hides no other. */
  each(path: string, check: (element: Inputs) => readonly Finding[]): readonly Finding[] {
    return this.judged(() => {
      const list = this.get(path);
      if (!Array.isArray(list)) return [];
      return Array.from({ length: list.length }, (_, index) => {
        const at = `${this.#pathOf(path)}[${index}]`;
        return this.judged(() => check(new Inputs(list[index], at, this.postponed)));
      }).flat();
    });
  }

  /** Findings of a check, or none and a note where it meets what is not known yet. */
  judged(check: () => readonly Finding[]): readonly Finding[] {
    return this.attempt(check, [], ({ props }) => this.postponed.push(props.join(".")));
  }

  /** What a question comes to, or something else where the answer is not known yet. */
  attempt<Result>(ask: () => Result, otherwise: Result, note?: (error: UnknownValueError) => void): Result {
    try {
      return ask();
    } catch (error) {
      if (!(error instanceof UnknownValueError)) throw error;
      note?.(error);
      return otherwise;
    }
  }

  #pathOf(path: string): string {
    return this.#at ? `${this.#at}.${path}` : path;
  }
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
