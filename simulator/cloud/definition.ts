/**
 * How a resource type of a cloud is described: mostly data, so that a type fits on a page. `lifecycle.ts` does the rest
 * for all of them, whatever their cloud.
 */
import type * as z from "zod";
import type { CheckFailure, Operation } from "../providers/provider.ts";
import type { Simulator } from "../simulator.ts";
import type { Properties, SimulatedResource, World } from "../world.ts";

/** Where a resource stands. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** What a call finds when it reaches the cloud. */
export interface Request<Inputs> extends Place {
  /** Complete: the cloud's own defaults are filled in. */
  readonly inputs: Inputs;
  /** The resource as it stood before the call; nothing where it is being made. */
  readonly old: SimulatedResource | undefined;
  readonly world: World;
}

/**
 * Where the vendor says so: a page, a public log or its service model, with the month it was read. Where none was found,
 * what is believed and why.
 */
export type Source = string | { readonly believed: string };

/** A case that the cloud refuses. */
export interface Refusal<Inputs> {
  /** Error code of the API. */
  readonly code: string;
  readonly when: (request: Request<Inputs>) => boolean;
  readonly message: string | ((request: Request<Inputs>) => string);
  readonly source: Source;
}

/** A case that the provider itself refuses, at preview: not all inputs are known then. */
export interface Check {
  /** Property at fault. */
  readonly property: string;
  readonly when: (inputs: Properties) => boolean;
  readonly reason: string | ((inputs: Properties) => string);
  readonly source: Source;
}

/** What the cloud says of a name. */
export interface NameError {
  readonly code: string;
  /** @param holder  id of what names it, where it is a deletion that is refused */
  readonly message: (name: string, holder?: string) => string;
  /** Believed where it is left out. */
  readonly source?: Source;
}

/** What a property must name. */
export interface Target {
  /** Pulumi type token of what is named. */
  readonly type: string;
  /** Output by which it is named; its id where this is left out. */
  readonly by?: string;
  /** What the cloud says of a name that it does not know. */
  readonly missing: NameError;
  /** What the cloud says when something that is still named shall be deleted; nothing where it lets that happen. */
  readonly held?: NameError;
  /** Names that lead out of the simulated account, for example to a policy that the vendor maintains. */
  readonly foreign?: (name: string) => boolean;
}

/** A name that only one resource may have. */
export interface Unique<Inputs> {
  readonly within: "region" | "account" | "world";
  readonly by: (inputs: Inputs) => string;
  readonly code: string;
  /** @param taken  by whom */
  readonly message: (inputs: Inputs, taken: SimulatedResource) => string;
  /** Believed where it is left out. */
  readonly source?: Source;
}

/** One thing that a type refuses, for the table in the docs and the test that asks for it. */
export interface Refused {
  /** `check` is the provider's own, at preview. */
  readonly at: "check" | "write" | "delete";
  /** Empty for a check. */
  readonly code: string;
  /** With the names of what is not fixed in angle quotes, for example `Key '‹name›' does not exist`. */
  readonly message: string;
  readonly source: Source;
}

/** An error in the cloud's own form. */
export type Complain = (operation: Operation, code: string, message: string) => Error;

/** A program that really runs behind a resource. */
export interface Backing {
  /** For the report, for example `PostgreSQL`. */
  readonly program: string;
  /**
   * Starts the program, or brings it in line with the World.
   * @returns outputs that only the program knows
   */
  apply(simulator: Simulator, resource: SimulatedResource): Promise<Properties>;
  /** Ends the program at once, as a power cut does; its data stays, and `apply` starts it again. */
  cut?(simulator: Simulator, resource: SimulatedResource): Promise<void>;
  /** Ends the program and deletes its data. */
  remove(simulator: Simulator, resource: SimulatedResource): Promise<void>;
  /** What the program holds that keeps the resource from being deleted. */
  readonly guard?: Pick<NameError, "code" | "source"> & {
    readonly message: string;
    when(simulator: Simulator, resource: SimulatedResource): Promise<boolean>;
  };
  /** What this resource asks for and the program does not do. */
  standIns?(simulator: Simulator, resource: SimulatedResource): readonly string[];
}

export interface ResourceDefinition<Inputs extends Properties> {
  /** Pulumi type token. */
  readonly type: string;
  /** What the simulator reads of the inputs, with the cloud's defaults; everything else passes through. */
  readonly inputs: z.ZodType<Inputs>;
  /** Paths of properties that cannot change in place. */
  readonly replaces: readonly string[];
  /** `account` for services that have no regions, for example AWS's IAM. */
  readonly scope?: "region" | "account";
  /** Property that gets a name of Pulumi's making where the program gives none. */
  readonly autoName?: string;
  readonly tagged?: boolean;
  /** Top-level properties that the cloud never shows again. */
  readonly writeOnly?: readonly string[];
  /** Output by which `pulumi import` names it, or what makes its name; its id where this is left out. */
  readonly importedBy?: string | ((resource: SimulatedResource) => string);
  /** Refused by the provider itself, at preview. */
  readonly checks?: readonly Check[];
  /** Properties that name other resources, by path; lists on the way are taken apart. */
  readonly references?: Readonly<Record<string, Target>>;
  readonly unique?: Unique<Inputs>;
  readonly refusals?: readonly Refusal<Inputs>[];
  /** Refused when it shall be deleted. */
  readonly keeps?: readonly Refusal<Inputs>[];
  /** Physical id of a new resource. */
  readonly identify: (request: Request<Inputs>) => string;
  /** What the cloud computes. `old` holds the outputs so far: what was drawn by chance once, stays. */
  readonly compute?: (request: Request<Inputs>, id: string, old: Properties) => Properties;
  readonly backing?: Backing;
  /** What a deleted one leaves behind for a while, for example a name that is not free yet. */
  readonly leaves?: (request: Request<Inputs>) => SimulatedResource | undefined;
}

/** A definition whose type of inputs is its own affair. */
export interface Definition
  extends Pick<
    ResourceDefinition<Properties>,
    | "type"
    | "replaces"
    | "scope"
    | "autoName"
    | "tagged"
    | "writeOnly"
    | "importedBy"
    | "checks"
    | "references"
    | "backing"
  > {
  readonly complain: Complain;
  /** Everything that it refuses. */
  refused(): readonly Refused[];
  /** What the provider's schema says against the inputs. */
  problems(inputs: Properties): readonly CheckFailure[];
  /** @throws z.ZodError where there are such problems */
  complete(inputs: Properties): Properties;
  uniqueName(inputs: Properties): string | undefined;
  /** @throws Error in the cloud's own form */
  refuse(request: Request<Properties>, operation: Operation): void;
  identify(request: Request<Properties>): string;
  /** The inputs as the cloud shows them, and what it computed. */
  outputs(request: Request<Properties>, id: string): Properties;
  leaves(request: Request<Properties>): SimulatedResource | undefined;
}
