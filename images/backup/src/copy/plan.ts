/** What a copy lacks, and in which order it is brought. Nothing here asks a store. */
import type { StoredObject } from "../rclone.ts";

/** An object to bring. */
export interface Piece extends StoredObject {
  /** Of its content, as its name or its archive says; where neither does, it is not compared. */
  readonly sha256?: string | undefined;
}

/**
 * Parts of a repository, in the order in which they are written: what refers to others comes after them, so that a copy that
 * breaks off names nothing that it lacks. A repository's locks are its own and stay where they are.
 */
export const written = ["data", "index", "keys", "config", "snapshots"] as const;

/**
 * The order in which they are listed: what refers to others comes first, so that a dump that runs meanwhile adds nothing
 * that would be named and was not seen.
 */
export const listed = ["snapshots", "index", "keys", "data"] as const;

/** Every object of a repository but `config` is named after its content (restic's manual, "Repository layout"). */
export function named(object: StoredObject): Piece {
  const name = object.path.slice(object.path.lastIndexOf("/") + 1);
  return /^[0-9a-f]{64}$/.test(name) ? { ...object, sha256: name } : object;
}

export interface Lack<Wanted extends StoredObject> {
  readonly missing: readonly Wanted[];
  /** Paths under which something of another size stands. */
  readonly different: readonly string[];
}

/** @param there  what the copy has */
export function compare<Wanted extends StoredObject>(
  wanted: readonly Wanted[],
  there: readonly StoredObject[],
): Lack<Wanted> {
  const sizes = new Map(there.map(({ path, bytes }) => [path, bytes]));
  return {
    missing: wanted.filter(({ path }) => !sizes.has(path)),
    different: wanted.flatMap(({ path, bytes }) => (sizes.has(path) && sizes.get(path) !== bytes ? [path] : [])),
  };
}

/**
 * Parts of a list that go through the scratch folder together, in the same order.
 * @param most  bytes; an object that is larger goes alone
 */
export function batches<Wanted extends StoredObject>(
  objects: readonly Wanted[],
  most: number,
): readonly (readonly Wanted[])[] {
  const made: Wanted[][] = [];
  let filled = Number.POSITIVE_INFINITY;
  for (const object of objects) {
    if (filled + object.bytes > most) {
      made.push([]);
      filled = 0;
    }
    made.at(-1)?.push(object);
    filled += object.bytes;
  }
  return made;
}
