/** Whether two clouds are the same apart from what was drawn by chance: ids, passwords, addresses. */
import type { SimulatedResource } from "../../simulator/world.ts";
import { type Entry, entriesOf, type State } from "../resume/state.ts";
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
  const remains = entriesOf(after.state).flatMap((entry) =>
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
  const entries = entriesOf(state).filter((entry) => !entry.delete);
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

/** Every text that a resource gave out, known by the resource and property that gave it. */
function renaming(entries: readonly Entry[], standing: ReadonlyMap<string, SimulatedResource>) {
  const names = new Map<string, string>();
  for (const entry of entries) {
    const given = standing.get(keyOf(entry))?.outputs ?? (entry.type.startsWith("random:") ? entry.outputs : {});
    const inputs = JSON.stringify(entry.inputs ?? {});
    for (const [property, value] of Object.entries({ ...given, id: entry.id })) {
      for (const text of textsIn(value)) {
        // What a program asked for is no chance, except a name that Pulumi made up.
        const chosen = inputs.includes(text) && !isMadeUp(text, entry);
        if (text.length >= shortest && !chosen && !names.has(text)) names.set(text, `{${entry.urn}#${property}}`);
      }
    }
    for (const value of Object.values(entry.inputs ?? {})) {
      for (const text of textsIn(value)) if (isMadeUp(text, entry)) names.set(text, `{${entry.urn}#name}`);
    }
  }
  // Longest first: an ARN holds an id.
  const order = [...names].sort(([a], [b]) => b.length - a.length);
  return (text: string): string =>
    order.reduce((rest, [value, name]) => (rest.includes(value) ? rest.replaceAll(value, name) : rest), text);
}

/** Pulumi's names: the resource's own, and some characters drawn by chance. */
const isMadeUp = (text: string, { urn }: Entry): boolean =>
  new RegExp(`^${urn.slice(urn.lastIndexOf("::") + 2)}-?[0-9a-f]{7,8}$`).test(text);

/** Every text in a value; a secret of the state holds its value as JSON. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== "object" || value === null) return [];
  if ("plaintext" in value && typeof value.plaintext === "string") return textsIn(JSON.parse(value.plaintext));
  return Object.values(value).flatMap(textsIn);
}
