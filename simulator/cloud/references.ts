/** Properties that name other resources: what they name must exist, and what is named may not go. */
import type { Properties, SimulatedResource, World } from "../world.ts";
import type { Definition, Place, Target } from "./definition.ts";

/** Every text that stands at a path such as `vpcConfig.subnetIds`; lists on the way are taken apart. */
export function textsAt(value: unknown, path: string): readonly string[] {
  const found = path.split(".").reduce<unknown[]>(
    (values, key) =>
      values.flatMap((item) => {
        const next = typeof item === "object" && item !== null ? Reflect.get(item, key) : undefined;
        return Array.isArray(next) ? next : [next];
      }),
    [value],
  );
  return found.filter((item) => typeof item === "string" && item !== "").map(String);
}

/** The name under which a target is named. */
const nameOf = (resource: SimulatedResource, { by }: Target): string =>
  by === undefined ? resource.id : String(resource.outputs[by] ?? "");

/** The resource of an account that a name means; other accounts' resources are out of sight. */
export function resolve(world: World, target: Target, name: string, account: string): SimulatedResource | undefined {
  return world.all(target.type).find((other) => other.account === account && nameOf(other, target) === name);
}

/** @throws Error for the first name that means nothing */
export function checkReferences(definition: Definition, inputs: Properties, place: Place, world: World): void {
  const { complain, references = {} } = definition;
  for (const [path, target] of Object.entries(references)) {
    for (const name of textsAt(inputs, path)) {
      if (target.foreign?.(name) || resolve(world, target, name, place.account)) continue;
      throw complain("create", target.missing.code, target.missing.message(name));
    }
  }
}

/** A resource that names another one, and by which property. */
export interface Holder {
  readonly resource: SimulatedResource;
  readonly definition: Definition;
  readonly target: Target;
}

/** Everything in the same account that names a resource. */
export function holders(resource: SimulatedResource, definitions: readonly Definition[], world: World): Holder[] {
  return definitions.flatMap((definition) =>
    Object.entries(definition.references ?? {})
      .filter(([, target]) => target.type === resource.type)
      .flatMap(([path, target]) =>
        world
          .all(definition.type)
          .filter((other) => other.account === resource.account)
          .filter((other) => textsAt(other.inputs, path).includes(nameOf(resource, target)))
          .map((other) => ({ resource: other, definition, target })),
      ),
  );
}

/** @throws Error where something that the cloud does not let go of names the resource */
export function checkNotHeld(
  definition: Definition,
  resource: SimulatedResource,
  definitions: readonly Definition[],
  world: World,
): void {
  for (const { resource: holder, target } of holders(resource, definitions, world)) {
    if (!target.held) continue;
    const { code, message } = target.held;
    throw definition.complain("delete", code, message(nameOf(resource, target), holder.id));
  }
}
