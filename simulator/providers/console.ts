/** What a person does in a cloud's console: something that stands there changes or goes, and no Pulumi hears of it. */
import type { Simulator } from "../simulator.ts";
import type { Properties, SimulatedResource } from "../world.ts";
import { setAt } from "./path.ts";
import { type EngineEnvironment, openProvider } from "./registry.ts";

export interface Alteration {
  /** Pulumi type token. */
  readonly type: string;
  /** Physical id. */
  readonly id: string;
  /** AWS account or Azure subscription. */
  readonly account: string;
  /** New values by path, null for what shall not be set any more; nothing deletes the resource. */
  readonly set: Properties | null;
}

/**
 * Goes the way of every change, so that the cloud refuses what it would refuse a person as well.
 * @param environment  of an engine in the resource's account: whose credentials the person has
 * @throws Error in the cloud's own words, or that there is no such resource
 */
export async function alter(
  simulator: Simulator,
  environment: EngineEnvironment,
  { type, id, account, set }: Alteration,
): Promise<void> {
  const found = simulator.world.all(type).find((other) => other.id === id && other.account === account);
  if (!found) throw new Error(`no ${type} ${id} stands in the simulated account ${account}`);
  const [plugin = ""] = type.split(":");
  const provider = await openProvider(plugin, simulator, environment);
  await provider.configure({});
  const subject = { type, urn: "" };
  if (set === null) return provider.delete(subject, id, found);
  const inputs = changed(found, set);
  const { failures } = await provider.check(subject, inputs, found.inputs);
  if (failures.length > 0) throw new Error(failures.map(({ property, reason }) => `${property}: ${reason}`).join("; "));
  const { replaces } = await provider.diff(subject, id, found, inputs);
  if (replaces.length > 0) throw new Error(`${replaces.join(", ")} of ${type} cannot be changed in place`);
  await provider.update(subject, id, found, inputs, false);
}

/** A tag of a resource is one of its tags with the provider's defaults as well. */
function changed({ inputs }: SimulatedResource, set: Properties): Properties {
  const paths = Object.entries(set).flatMap(([path, value]) =>
    "tagsAll" in inputs && /^tags\b/.test(path)
      ? ([
          [path, value],
          [path.replace("tags", "tagsAll"), value],
        ] as const)
      : ([[path, value]] as const),
  );
  return paths.reduce((all, [path, value]) => setAt(all, path, value), inputs);
}
