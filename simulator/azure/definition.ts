/** What a resource type of Azure says of itself beyond what every cloud's does. */
import type { Definition, Request, ResourceDefinition, Source } from "../cloud/definition.ts";
import type { Properties, SimulatedResource } from "../world.ts";

/** What the provider's schema asks of a name; it refuses others at preview. */
export interface NameRule {
  readonly min: number;
  readonly max: number;
  readonly pattern?: RegExp;
}

/** Something that Azure works on one operation at a time. */
export interface Occupied {
  /** Id of what is busy. */
  readonly id: string;
  readonly code: string;
  readonly message: string;
}

/** What must be free while an operation runs, and what Azure says where it is not. */
export interface OneAtATime<Inputs> {
  readonly id: (inputs: Inputs) => string;
  readonly code: string;
  readonly message: (inputs: Inputs) => string;
  readonly source: Source;
}

export interface AzureResource<Inputs extends Properties>
  extends Omit<ResourceDefinition<Inputs>, "identify" | "replaces" | "scope" | "autoName"> {
  /**
   * Path of its id behind `/providers/`, with its parameters: `Microsoft.Network/virtualNetworks/{virtualNetworkName}`.
   * Starts with `/` where it is the whole id.
   */
  readonly path: string;
  /** Where the path begins; default its resource group. */
  readonly under?: "group" | "scope" | "resourceUri";
  /** Whether it has a location of its own, which the provider fills in. */
  readonly located?: boolean;
  readonly names?: Readonly<Record<string, NameRule>>;
  /** How a name of Pulumi's making looks; default `random` for what stands in a group, `copy` for a part of something. */
  readonly autoName?: "random" | "copy" | "uuid";
  /** Paths of properties that cannot change in place, besides those in the resource's id. */
  readonly replaces?: readonly string[];
  /** Paths of properties inside the inputs' own objects that only Azure knows. */
  readonly later?: readonly string[];
  /** What must be free while an operation on this resource runs. */
  readonly occupies?: OneAtATime<Inputs>;
  /** Resources that Azure makes along with it. */
  readonly parts?: (request: Request<Inputs>, id: string) => readonly SimulatedResource[];
}

export interface AzureDefinition
  extends Definition,
    Pick<AzureResource<Properties>, "path" | "under" | "located" | "names" | "later"> {
  readonly kind: "random" | "copy" | "uuid";
  /** Parameters of the path that are properties of the resource. */
  readonly parameters: readonly string[];
  occupies(inputs: Properties): Occupied | undefined;
  parts(request: Request<Properties>, id: string): readonly SimulatedResource[];
}
