import { all, type Output, secret } from "@pulumi/pulumi";

/** Values by the name that they were made under. */
export type PasswordValues = Readonly<Record<string, string>>;

/**
 * The passwords of a platform, each made once. What a link brought from the other stack is taken as it is: backups stay
 * readable, and nobody's login changes when the role does.
 */
export class Passwords {
  readonly #given: PasswordValues;
  readonly #source: string | undefined;
  readonly #taken = new Map<string, Output<string>>();

  /**
   * @param given   by name; default none
   * @param source  stack that every password must come from; default: what is not given is made
   */
  constructor(given: PasswordValues = {}, source?: string) {
    this.#given = given;
    this.#source = source;
  }

  /**
   * @param name  that no other password has
   * @param make  makes one where none is given
   * @throws Error where it should have been given
   */
  of(name: string, make: () => Output<string>): Output<string> {
    const given = this.#given[name];
    if (given === undefined && this.#source !== undefined)
      throw new Error(
        `longshore:linkSecrets has no ${name}: run \`npx longshore link\` again, because ${this.#source} has new passwords`,
      );
    const value = given === undefined ? make() : secret(given);
    this.#taken.set(name, value);
    return value;
  }

  /** All that was asked for, for the other stack; a secret. */
  get all(): Output<PasswordValues> {
    return secret(all(Object.fromEntries(this.#taken)));
  }
}
