/** Where an instance comes from that does not begin empty. */
import type { Place } from "../../../cloud/definition.ts";
import type { SimulatedResource, World } from "../../../world.ts";
import { type InstanceInputs, instanceType } from "./inputs.ts";

/** An instance by its identifier, which is unique in a region, or by its ARN. */
export function findInstance(world: World, place: Place, name: string): SimulatedResource | undefined {
  return world
    .all(instanceType)
    .find(({ account, region, outputs }) =>
      name.startsWith("arn:")
        ? outputs.arn === name
        : account === place.account && region === place.region && outputs.identifier === name,
    );
}

/** The instance that another one replicates, where it still stands. */
export const sourceOf = (world: World, place: Place, { replicateSourceDb: name }: InstanceInputs) =>
  name === undefined ? undefined : findInstance(world, place, name);

/** The instance whose backups another one is made of, where it still stands. */
export function restoredFrom(
  world: World,
  place: Place,
  { restoreToPointInTime: restore }: InstanceInputs,
): SimulatedResource | undefined {
  if (restore?.sourceDbInstanceIdentifier !== undefined)
    return findInstance(world, place, restore.sourceDbInstanceIdentifier);
  return world
    .all(instanceType)
    .find(
      ({ id, account, region }) =>
        id === restore?.sourceDbiResourceId && account === place.account && region === place.region,
    );
}

/** Region of an ARN. */
export const regionOf = (arn: string): string | undefined => arn.split(":")[3];
