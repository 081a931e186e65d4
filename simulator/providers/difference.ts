/** Where two sets of properties differ. */
import type { Properties } from "./provider.ts";

export interface PathDifference {
  /** As Pulumi writes paths, for example `tags["cost center"]` or `subnetIds[2]`. */
  readonly path: string;
  /** Top-level property that the path begins with. */
  readonly property: string;
  readonly kind: "add" | "delete" | "update";
}

/** Top-level properties that differ. */
export function changedProperties(old: Properties, next: Properties): readonly string[] {
  return [...new Set(differences(old, next).map(({ property }) => property))];
}

/** Every smallest part that differs; lists are compared as wholes where their lengths differ. */
export function differences(old: Properties, next: Properties): readonly PathDifference[] {
  return keysOf(old, next).flatMap((property) =>
    compare(old[property], next[property], property).map((found) => ({ ...found, property })),
  );
}

/** Whether a path is another one, or inside it; items of lists count as their list's. */
export function isWithin(path: string, other: string): boolean {
  const plain = path.replaceAll(/\[\d+\]/g, "");
  return plain === other || plain.startsWith(`${other}.`) || plain.startsWith(`${other}[`);
}

/** Deep equality of plain JSON values. */
export function sameValue(left: unknown, right: unknown): boolean {
  return compare(left, right, "").length === 0;
}

function compare(old: unknown, next: unknown, path: string): Pick<PathDifference, "path" | "kind">[] {
  if (Object.is(old, next)) return [];
  if (old === undefined || old === null) return next === undefined || next === null ? [] : [{ path, kind: "add" }];
  if (next === undefined || next === null) return [{ path, kind: "delete" }];
  if (Array.isArray(old) && Array.isArray(next) && old.length === next.length) {
    return old.flatMap((item, index) => compare(item, next[index], `${path}[${index}]`));
  }
  if (isObject(old) && isObject(next)) {
    return keysOf(old, next).flatMap((key) => compare(old[key], next[key], `${path}${step(key)}`));
  }
  return [{ path, kind: "update" }];
}

const isObject = (value: unknown): value is Properties =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const keysOf = (old: Properties, next: Properties): string[] => [
  ...new Set([...Object.keys(old), ...Object.keys(next)]),
];

const step = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`);
