/**
 * What a simulated provider plugin does, without the wire format: `server.ts` turns Pulumi's gRPC calls into these.
 * Values are plain JSON values. A secret arrives as its plain value (the engine keeps the mark); an asset or archive
 * arrives as the plain object that describes it; a value that is not known during a preview is {@link unknown}.
 */
import type { Properties } from "../world.ts";

export type { Properties } from "../world.ts";

/** Stands for a value that only an `up` will know. */
export const unknown: unique symbol = Symbol("unknown");

export interface CheckFailure {
  /** Property at fault; empty for the resource as a whole. */
  readonly property: string;
  readonly reason: string;
}

export interface Difference {
  /** Top-level properties that differ. */
  readonly changed: readonly string[];
  /** Those of them that cannot change in place. */
  readonly replaces: readonly string[];
  /** Whether the old one must go first, because both cannot exist (a fixed name). */
  readonly deleteBeforeReplace?: boolean;
}

/** Names a resource to the provider: `type` is the Pulumi token, `urn` its place in the stack. */
export interface Subject {
  readonly type: string;
  readonly urn: string;
}

export const operations = ["create", "update", "delete"] as const;
/** What changes a resource, and therefore takes time on the real cloud. */
export type Operation = (typeof operations)[number];

/** A resource as the engine last saw it. */
export interface Old {
  readonly inputs: Properties;
  readonly outputs: Properties;
}

export interface Provider {
  /** Name and version as the engine knows them, for example `aws` `7.48.0`. */
  readonly name: string;
  readonly version: string;

  /** Checks the provider's own configuration. */
  checkConfig?(inputs: Properties): readonly CheckFailure[];
  /** Takes the configuration; an error here fails every resource under this provider. */
  configure(inputs: Properties): Promise<void> | void;
  /** Fills defaults in and refuses what can be refused without talking to the cloud. */
  check(
    subject: Subject,
    inputs: Properties,
    old: Properties | undefined,
  ): Promise<{ inputs: Properties; failures: readonly CheckFailure[] }>;
  diff(subject: Subject, id: string, old: Old, inputs: Properties): Promise<Difference>;
  /** @param preview  then nothing may be made, and a computed output is {@link unknown} or left out */
  create(subject: Subject, inputs: Properties, preview: boolean): Promise<{ id: string; outputs: Properties }>;
  update(subject: Subject, id: string, old: Old, inputs: Properties, preview: boolean): Promise<Properties>;
  /** What stands there now; nothing if it is gone. Also serves imports, then with an empty `old`. */
  read(
    subject: Subject,
    id: string,
    old: Old,
  ): Promise<{ id: string; inputs: Properties; outputs: Properties } | undefined>;
  delete(subject: Subject, id: string, old: Old): Promise<void>;
  /** A data source, for example `aws:index/getCallerIdentity:getCallerIdentity`. */
  invoke(token: string, args: Properties): Promise<Properties>;
  /**
   * Marks what an operation works on as busy, where the cloud does only one thing at a time with it.
   * @returns called when the operation has ended
   * @throws Error where it is busy already
   */
  occupy?(subject: Subject, inputs: Properties): () => void;
  /** How long an operation takes on the real cloud, in seconds; none where the real one is as fast as ours. */
  seconds?(operation: Operation, subject: Subject, inputs: Properties): number;
}

/**
 * A resource that exists although its operation failed: the engine keeps it and tries again to complete it.
 */
export class PartialFailure extends Error {
  override readonly name = "PartialFailure";
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;

  constructor(message: string, resource: { id: string; inputs: Properties; outputs: Properties }) {
    super(message);
    this.id = resource.id;
    this.inputs = resource.inputs;
    this.outputs = resource.outputs;
  }
}
