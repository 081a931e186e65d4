/** Whether two clouds are the same apart from what was drawn by chance: ids, passwords, addresses. */

import type { SimulatedResource } from "../../simulator/world.ts";
import { resourcesOf, type State, type StateResource } from "../state.ts";
import { nameOf } from "../urn.ts";
import { isOfACloud, keyOf } from "./reality.ts";

/** A cloud, and the state that says which resource of the program is which of its. */
export interface Snapshot {
  readonly world: readonly SimulatedResource[];
  /** With its secrets in the clear, because some were drawn by chance. */
  readonly state: State;
}

/** @returns for each resource that only one has, or that is not the same in both, its URN and what differs */
export function differencesOf(before: Snapshot, after: Snapshot): readonly string[] {
  const [left, right] = [describe(before), describe(after)];
  const remains = resourcesOf(after.state).flatMap((entry) =>
    entry.delete ? [`${entry.urn} is left of a replacement`] : [],
  );
  const differing = [...new Set([...left.keys(), ...right.keys()])].sort().flatMap((urn) => {
    const [was, is] = [left.get(urn), right.get(urn)];
    if (was === undefined) return [`${urn} is there in addition`];
    if (is === undefined) return [`${urn} is missing`];
    const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((key) => was[key] !== is[key]);
    return keys.length === 0
      ? []
      : [`${urn} differs in ${keys.map((key) => `${key}: ${was[key]} / ${is[key]}`).join(", ")}`];
  });
  return [...remains, ...differing];
}

/** Inputs of each resource by URN, with names in the place of what was drawn by chance. */
function describe({ world, state }: Snapshot): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const standing = new Map(world.map((resource) => [keyOf(resource), resource]));
  const entries = resourcesOf(state).filter((entry) => !entry.delete);
  const rename = renaming(entries, standing);
  return new Map(
    entries.filter(isOfACloud).flatMap((entry): [string, Record<string, string>][] => {
      const resource = standing.get(keyOf(entry));
      if (!resource) return [];
      const inputs = Object.entries(resource.inputs).map(([key, value]) => [key, rename(JSON.stringify(value) ?? "")]);
      return [[entry.urn, Object.fromEntries(inputs)]];
    }),
  );
}

/** Texts shorter than this are no random values: they would be found by accident. */
const shortest = 6;

/** Every text that one resource alone gave out, known by that resource and property. */
function renaming(entries: readonly StateResource[], standing: ReadonlyMap<string, SimulatedResource>) {
  const given = Map.groupBy(
    entries.flatMap((entry) => textsOf(entry, standing.get(keyOf(entry)))),
    ({ text }) => text,
  );
  const names = [...given].flatMap(([text, givers]): [string, string][] => {
    const own = givers.filter(({ property }) => property === "id");
    const [giver, ...others] = own.length > 0 ? own : givers;
    // What several give out alike is no chance: a type, an account.
    return giver && others.every(({ urn }) => urn === giver.urn) ? [[text, `{${giver.urn}#${giver.property}}`]] : [];
  });
  // Longest first: an ARN holds an id.
  const order = names.sort(([a], [b]) => b.length - a.length);
  return (text: string): string =>
    order.reduce((rest, [value, name]) => (rest.includes(value) ? rest.replaceAll(value, name) : rest), text);
}

/** What a program asked for is no chance, except a name that Pulumi made up. */
function textsOf(entry: StateResource, resource: SimulatedResource | undefined) {
  const { urn, id } = entry;
  const inputs = JSON.stringify(entry.inputs ?? {});
  const given = { ...(resource?.outputs ?? (entry.type.startsWith("random:") ? entry.outputs : {})), id };
  const drawn = Object.entries(given).flatMap(([property, value]) =>
    textsIn(value)
      .filter((text) => text.length >= shortest && !inputs.includes(text))
      .map((text) => ({ urn, property, text })),
  );
  const madeUp = textsIn(entry.inputs).filter((text) => isMadeUp(text, entry));
  return [...drawn, ...madeUp.map((text) => ({ urn, property: "id", text }))];
}

/** Pulumi's names: the resource's own, and some characters drawn by chance. */
const isMadeUp = (text: string, { urn }: StateResource): boolean =>
  new RegExp(`^${nameOf(urn)}-?[0-9a-f]{7,8}$`).test(text);

/** Every text in a value; a secret of the state holds its value as JSON. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== "object" || value === null) return [];
  if ("plaintext" in value && typeof value.plaintext === "string") return textsIn(JSON.parse(value.plaintext));
  return Object.values(value).flatMap(textsIn);
}
