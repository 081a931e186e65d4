/** Cases that follow from a definition itself: names that mean nothing, and names that are taken. */
import type { Definition, Target } from "../../../simulator/cloud/definition.ts";
import { textsAt } from "../../../simulator/cloud/references.ts";
import type { Properties } from "../../../simulator/world.ts";
import type { Sample } from "./sample.ts";

/** A name that nothing has. */
const nothing = ({ by }: Target): string => (by === "arn" ? "arn:aws:service:::nothing" : "nothing");

/** The inputs with another name at a path; lists on the way keep their first entry. */
function withName(value: unknown, path: readonly string[], name: string): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return Array.isArray(value) || value === undefined ? [name] : name;
  if (Array.isArray(value)) return [withName(value[0] ?? {}, path, name)];
  const known = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  const plural = rest.length === 0 && known === undefined && !/(Ids|Groups)$/.test(key);
  return { ...Object(value), [key]: plural ? name : withName(known, rest, name) };
}

export interface Derived {
  readonly title: string;
  readonly sample: Sample;
  readonly inputs: Properties;
  readonly says: string;
}

/** Each property that names something, with a name that nothing has. */
export const missingNames = (definition: Definition, sample: Sample): readonly Derived[] =>
  Object.entries(definition.references ?? {}).map(([path, target]) => {
    const name = nothing(target);
    const inputs: Properties = Object(withName(sample.resource.inputs, path.split("."), name));
    const { code, message } = target.missing;
    return { title: `${definition.type} ${path}`, sample, inputs, says: `${code}: ${message(name)}` };
  });

/** Pairs of what is named and what names it, one for each kind of pair that the cloud holds on to. */
export function heldNames(definitions: readonly Definition[], samples: readonly Sample[]) {
  return definitions.flatMap((definition) =>
    Object.entries(definition.references ?? {}).flatMap(([path, target]) => {
      if (!target.held) return [];
      const named = (sample: Sample) =>
        target.by === undefined ? sample.resource.id : String(sample.resource.outputs[target.by]);
      const held = samples.find(
        (sample) =>
          sample.resource.type === target.type &&
          samples.some(
            (other) =>
              other.resource.type === definition.type && textsAt(other.resource.inputs, path).includes(named(sample)),
          ),
      );
      return held ? [{ title: `${target.type} held by ${definition.type} ${path}`, held, code: target.held.code }] : [];
    }),
  );
}
