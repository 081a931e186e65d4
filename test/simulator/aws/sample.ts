/** A World in which a whole sample stack stands, as the program under mocks writes it. */
import { definitionOf } from "../../../simulator/aws/catalogue.ts";
import { noRegion } from "../../../simulator/aws/names.ts";
import type { Definition } from "../../../simulator/cloud/definition.ts";
import type { Properties, SimulatedResource, World } from "../../../simulator/world.ts";
import { computed } from "../../components/computed.ts";
import type { Registered } from "../../components/mocks.ts";
import { place } from "../../support/simulator.ts";

/** What mocks do not compute and refusals ask for. */
const more: Readonly<Record<string, (name: string) => Properties>> = {
  "aws:rds/subnetGroup:SubnetGroup": () => ({ vpcId: "network-id" }),
  // Versions name their secret by its id, which in AWS is its ARN.
  "aws:secretsmanager/secret:Secret": (name) => ({ arn: `${name}-id` }),
};

/** A resource with its name in the program. */
export interface Sample {
  readonly name: string;
  readonly resource: SimulatedResource;
}

/** Puts a stack's resources there, by the names that the mocks gave to what others name. */
export function settle(world: World, resources: readonly Registered[]): readonly Sample[] {
  return resources.flatMap((registered) => {
    const definition = definitionOf(registered.type);
    if (!definition) return [];
    const resource = standing(world, definition, registered);
    world.put(resource);
    return { name: registered.name, resource };
  });
}

function standing(
  world: World,
  definition: Definition,
  { type, name, inputs: written }: Registered,
): SimulatedResource {
  const region = definition.scope === "account" ? noRegion : place.region;
  const { autoName } = definition;
  const inputs = autoName === undefined ? written : { [autoName]: name, ...written };
  const made = computed(type, name, inputs);
  const outputs: Properties = { ...inputs, ...made, ...more[type]?.(name) };
  const request = { inputs: definition.complete(inputs), old: undefined, world, account: place.account, region };
  const id = definition.identify(request);
  // An id that is drawn by chance is the mocks', because others name it.
  const drawn = id !== definition.identify(request);
  return {
    type,
    id: drawn ? String(made.allocationId ?? `${name}-id`) : id,
    account: place.account,
    region,
    inputs,
    outputs,
  };
}
