/** Properties inside properties, by paths as Pulumi writes them: `tags["cost center"]`, `ingress[0].cidrBlocks`. */
import type { Properties } from "./provider.ts";

/**
 * @param value  null takes away what stands there
 * @returns a copy in which only this is otherwise
 * @throws Error for a path that leads through something that is no object or list
 */
export function setAt(properties: Properties, path: string, value: unknown): Properties {
  const keys = [...path.matchAll(/\["([^"]+)"\]|\[(\d+)\]|([^.[\]]+)/g)].map(([, quoted, index, plain]) =>
    index === undefined ? (quoted ?? plain ?? "") : Number(index),
  );
  if (keys.length === 0) throw new Error(`"${path}" is no path; fits tags.owner or ingress[0].cidrBlocks`);
  const whole = structuredClone(properties);
  const last = keys.length - 1;
  let at: unknown = whole;
  for (const [depth, key] of keys.entries()) {
    if (typeof at !== "object" || at === null || Array.isArray(at) !== (typeof key === "number"))
      throw new Error(`${path}: ${String(keys[depth - 1] ?? "")} holds no ${String(key)}`);
    if (depth < last) {
      if (Reflect.get(at, key) === undefined) Reflect.set(at, key, typeof keys[depth + 1] === "number" ? [] : {});
      at = Reflect.get(at, key);
    } else if (value === null && typeof key === "string") Reflect.deleteProperty(at, key);
    else if (value === null && Array.isArray(at)) at.splice(Number(key), 1);
    else Reflect.set(at, key, value);
  }
  return whole;
}
