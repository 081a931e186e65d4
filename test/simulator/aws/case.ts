/** One request that AWS refuses: a resource of the sample stack, otherwise than it is. */
import { noRegion } from "../../../simulator/aws/names.ts";
import type { Properties, World } from "../../../simulator/world.ts";
import { place } from "../../support/simulator.ts";

export interface Case {
  /** Type token without `aws:`. */
  readonly type: string;
  /** Of the resource in the sample stack; the first of its type where it is left out. */
  readonly name?: string;
  /** Default: it does not stand yet, and is made. */
  readonly at?: "update" | "delete";
  /** What else stands there, or does not. */
  readonly given?: (world: World) => void;
  /** Inputs that are otherwise. */
  readonly set?: Properties;
  /** Code and message of the API, or the message of the provider's own check. */
  readonly says: string;
}

/** Puts a further resource there. */
export function put(world: World, type: string, id: string, inputs: Properties, outputs: Properties = inputs): void {
  const region = /^aws:(iam|route53|budgets)/.test(type) ? noRegion : place.region;
  world.put({ type, id, account: place.account, region, inputs, outputs });
}

/** Puts as many there as a quota allows. */
export const fill =
  (type: string, count: number, inputs: Properties = {}) =>
  (world: World): void => {
    for (let index = 0; index < count; index += 1) put(world, type, `one-of-many-${index}`, inputs);
  };

/** Stands there otherwise than in the sample stack. */
export const changed =
  (type: string, id: string, set: Properties) =>
  (world: World): void => {
    const resource = world.find(type, id);
    if (!resource) throw new Error(`no ${type} ${id} in the sample stack`);
    world.put({ ...resource, inputs: { ...resource.inputs, ...set }, outputs: { ...resource.outputs, ...set } });
  };
