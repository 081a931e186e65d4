/**
 * What a simulated provider plugin does, without the wire format: `server.ts` turns Pulumi's gRPC calls into these.
 * Values are plain JSON values. A secret arrives as its plain value (the server keeps the mark); a value that is not known
 * during a preview is {@link unknown}.
 */

/** Stands for a value that only an `up` will know. */
export const unknown: unique symbol = Symbol("unknown");

export type Properties = Readonly<Record<string, unknown>>;

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
  diff(
    subject: Subject,
    id: string,
    old: { inputs: Properties; outputs: Properties },
    inputs: Properties,
  ): Promise<Difference>;
  /** @param preview  then nothing may be made and computed outputs are {@link unknown} */
  create(subject: Subject, inputs: Properties, preview: boolean): Promise<{ id: string; outputs: Properties }>;
  update(
    subject: Subject,
    id: string,
    old: { inputs: Properties; outputs: Properties },
    inputs: Properties,
    preview: boolean,
  ): Promise<Properties>;
  /** What stands there now; nothing if it is gone. Also serves imports, then with empty `state`. */
  read(
    subject: Subject,
    id: string,
    state: Properties,
  ): Promise<{ id: string; inputs: Properties; outputs: Properties } | undefined>;
  delete(subject: Subject, id: string, old: { inputs: Properties; outputs: Properties }): Promise<void>;
  /** A data source, for example `aws:index/getCallerIdentity:getCallerIdentity`. */
  invoke(token: string, args: Properties): Promise<Properties>;
}
