/** What exists, and how much of it is real: the honest part of every report. */
import type { Standing } from "../control/messages.ts";
import type { Simulator } from "../simulator.ts";
import { definitionOf } from "./catalogue.ts";

export function standings(simulator: Simulator): readonly Standing[] {
  return simulator.world.list().flatMap((resource) => {
    const definition = definitionOf(resource.type);
    if (!definition) return [];
    const { backing } = definition;
    return {
      type: resource.type,
      id: resource.id,
      account: resource.account,
      region: resource.region,
      ...(backing ? { program: backing.program } : {}),
      standIns: [...(backing ? (backing.standIns?.(simulator, resource) ?? []) : ["a record only"])],
    };
  });
}
