/** Taking over what stood before the stack: a network, a cluster or a database that somebody made by hand. */
import {
  type ComponentResourceOptions,
  type CustomResourceOptions,
  mergeOptions,
  type Resource,
  type ResourceTransformation,
  RunError,
} from "@pulumi/pulumi";
import { InvalidInput, type Problem } from "./problems.ts";
import type { Settings } from "./settings.ts";

/** A resource of the program that stands for one that exists already. */
type Adopted = Settings["adopt"][number];

/**
 * Imports the listed resources instead of making them. What is in `keep` stays as it was found; everything else is brought
 * to what the program says by the same `up`, and shown by the preview before it.
 *
 * An adopted resource is protected: the stack did not make it, so the stack neither replaces it nor takes it away.
 */
export class Adoption {
  readonly #adopted: readonly Adopted[];
  readonly #file: string;
  /** Names of the program's resources, by type. */
  readonly #names = new Map<string, string[]>();
  readonly #checked = Promise.withResolvers<Resource[]>();

  /** @param file  of the settings, for messages */
  constructor(adopted: readonly Adopted[], file: string) {
    this.#adopted = adopted;
    this.#file = file;
  }

  /** For the component around all of them. Nothing in it is registered before {@link check} has passed. */
  get options(): ComponentResourceOptions {
    if (this.#adopted.length === 0) return {};
    return { dependsOn: this.#checked.promise, transformations: [this.#import] };
  }

  /**
   * To be called once every resource is declared. Entries that no resource answers to end the program, and what waits
   * for the check is never registered.
   */
  check(): void {
    const problems = this.#adopted.flatMap((item, index) => this.#problem(item, index) ?? []);
    if (problems.length > 0) this.#checked.reject(new RunError(new InvalidInput(problems).message));
    else this.#checked.resolve([]);
  }

  readonly #import: ResourceTransformation = ({ type, name, props, opts }) => {
    this.#names.set(type, [...(this.#names.get(type) ?? []), name]);
    const found = this.#adopted.find((item) => item.type === type && item.name === name);
    if (!found) return undefined;
    const own: CustomResourceOptions = { import: found.id, protect: true, ignoreChanges: found.keep };
    return { props, opts: mergeOptions(opts, own) };
  };

  #problem({ type, name }: Adopted, index: number): Problem | undefined {
    const names = this.#names.get(type);
    if (names?.includes(name)) return undefined;
    const path = `${this.#file} longshore:adopt.${index}`;
    return names
      ? { path: `${path}.name`, found: name, fits: `a name that this stack has: ${names.join(", ")}` }
      : { path: `${path}.type`, found: type, fits: "the type of one of this stack's resources, as a preview names it" };
  }
}
