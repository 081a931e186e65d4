/** What is being changed now, in all runs of the engine at once: AWS does one change at a time with some things. */
import type { Properties, World } from "../world.ts";
import type { AwsDefinition } from "./define.ts";

const underWay = new WeakMap<World, Set<string>>();

/**
 * Marks something as being changed.
 * @returns ends the mark
 * @throws Error in AWS's words where it is being changed already
 */
export function occupy(world: World, definition: AwsDefinition, where: string, inputs: Properties): () => void {
  if (!definition.busy) return () => {};
  const keys = underWay.get(world) ?? new Set();
  underWay.set(world, keys);
  const key = [definition.type, where, definition.uniqueName(inputs)].join("|");
  if (keys.has(key)) throw definition.busy(inputs);
  keys.add(key);
  return () => keys.delete(key);
}
