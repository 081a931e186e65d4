/** What happens to a resource of any type: refused, made, changed, deleted. */
import type { Simulator } from "../simulator.ts";
import type { Properties, SimulatedResource } from "../world.ts";
import { definitionOf, definitions, isRegionless } from "./catalogue.ts";
import type { Definition, Place, Request } from "./definition.ts";
import { checkNotHeld, checkReferences, holders } from "./references.ts";

/** @throws Error in the cloud's own words */
export async function createResource(
  simulator: Simulator,
  definition: Definition,
  place: Place,
  inputs: Properties,
): Promise<SimulatedResource> {
  const request = requestOf(simulator, definition, place, inputs, undefined);
  checkReferences(definition, request.inputs, place, simulator.world);
  definition.refuse(request, "create");
  const id = definition.identify(request);
  const resource = resourceOf(definition, request, id, inputs);
  // Something may be left of a creation that a crash cut short.
  await definition.backing?.remove(simulator, resource);
  return settle(simulator, definition, resource);
}

/** @throws Error in the cloud's own words */
export async function updateResource(
  simulator: Simulator,
  definition: Definition,
  old: SimulatedResource,
  inputs: Properties,
): Promise<SimulatedResource> {
  const request = requestOf(simulator, definition, old, inputs, old);
  checkReferences(definition, request.inputs, old, simulator.world);
  definition.refuse(request, "update");
  const changed = await settle(simulator, definition, resourceOf(definition, request, old.id, inputs));
  await applyToHolders(simulator, changed);
  return changed;
}

/** @throws Error in the cloud's own words */
export async function deleteResource(
  simulator: Simulator,
  definition: Definition,
  resource: SimulatedResource,
): Promise<void> {
  checkNotHeld(definition, resource, definitions, simulator.world);
  const request = requestOf(simulator, definition, resource, resource.inputs, resource);
  definition.refuse(request, "delete");
  const guard = definition.backing?.guard;
  if (guard && (await guard.when(simulator, resource))) throw definition.complain("delete", guard.code, guard.message);
  await definition.backing?.remove(simulator, resource);
  simulator.world.remove(resource);
  const left = definition.leaves(request);
  if (left) simulator.world.put(left);
}

function requestOf(
  { world }: Simulator,
  definition: Definition,
  { account, region }: Place,
  inputs: Properties,
  old: SimulatedResource | undefined,
): Request<Properties> {
  return { inputs: definition.complete(inputs), old, world, account, region };
}

function resourceOf(
  definition: Definition,
  request: Request<Properties>,
  id: string,
  inputs: Properties,
): SimulatedResource {
  const { account, region } = request;
  const outputs = definition.outputs(request, id);
  return { type: definition.type, id, account, region, inputs, outputs };
}

/** Brings the program behind a resource in line with it, then records it. */
async function settle(
  simulator: Simulator,
  definition: Definition,
  resource: SimulatedResource,
): Promise<SimulatedResource> {
  const found = await definition.backing?.apply(simulator, resource);
  const settled = { ...resource, outputs: { ...resource.outputs, ...found } };
  simulator.world.put(settled);
  return settled;
}

/** A changed parameter group or user reaches the programs of what names it, directly or through others. */
async function applyToHolders(simulator: Simulator, changed: SimulatedResource): Promise<void> {
  const reached = new Set<SimulatedResource>();
  const waiting = [changed];
  for (const resource of waiting) {
    for (const holder of holders(resource, definitions, simulator.world)) {
      if (reached.has(holder.resource)) continue;
      reached.add(holder.resource);
      waiting.push(holder.resource);
      if (simulator.world.outages.isOff(holder.resource.region)) continue;
      await holder.definition.backing?.apply(simulator, holder.resource);
    }
  }
}

/** Starts the programs of everything that exists and is not switched off, after a start of the simulator. */
export async function restorePrograms(simulator: Simulator): Promise<void> {
  const { world } = simulator;
  await startPrograms(simulator, ({ region }) => !world.outages.isOff(region));
}

/** Starts the programs of some of what exists, with the data that they left. */
export async function startPrograms(
  simulator: Simulator,
  which: (resource: SimulatedResource) => boolean,
): Promise<void> {
  await Promise.all(backed(simulator, which).map(({ backing, resource }) => backing.apply(simulator, resource)));
}

/** Ends the programs of some of what exists, as a power cut does; their data stays. */
export async function cutPrograms(
  simulator: Simulator,
  which: (resource: SimulatedResource) => boolean,
): Promise<void> {
  await Promise.all(backed(simulator, which).map(({ backing, resource }) => backing.cut?.(simulator, resource)));
}

const backed = ({ world }: Simulator, which: (resource: SimulatedResource) => boolean) =>
  definitions.flatMap(({ type, backing }) =>
    backing
      ? world
          .all(type)
          .filter(which)
          .map((resource) => ({ backing, resource }))
      : [],
  );

/** Removes everything of an account and region with its data, whatever the cloud would say; gives how many resources it was. */
export async function takeDown(simulator: Simulator, place: Place): Promise<number> {
  const { world } = simulator;
  const there = world
    .list()
    .filter(({ account, region }) => account === place.account && (region === place.region || isRegionless(region)));
  for (const resource of there.toReversed()) {
    await definitionOf(resource.type)?.backing?.remove(simulator, resource);
    world.remove(resource);
  }
  // What the simulator itself remembers, backups for example, is no resource of anybody.
  return there.filter(({ type }) => definitionOf(type)).length;
}
