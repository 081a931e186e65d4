/** Archives, which need no restic and no password of ours. One without its sums is not finished, here or there. */
import { archiveParts, readSums } from "../archive-parts.ts";
import type { StoredObject } from "../rclone.ts";
import { isCold } from "../retrieval.ts";
import type { Copied, Place } from "./place.ts";
import { compare, type Piece } from "./plan.ts";

export interface CopiedArchives extends Copied {
  /** Finished ones that the receiver has. */
  readonly archives: number;
  /** Those that lie too deep to be read at once: they were old when the copying began. */
  readonly cold: number;
}

/** Brings all that can be read, each with its sums last. */
export async function copyArchives(place: Place): Promise<CopiedArchives> {
  const ours = finished(await place.from().objects());
  const there = await place.to().objects();
  const wanted: Piece[] = [];
  let cold = 0;
  for (const [name, parts] of ours) {
    if (compare(parts, there).missing.length === 0) wanted.push(...parts);
    else if (parts.some(isCold)) cold += 1;
    else wanted.push(...(await withSums(place, name, parts)));
  }
  const { now, ...copied } = await place.bring([wanted.filter((part) => !isSums(part)), wanted.filter(isSums)], there);
  return { ...copied, archives: finished(now).size, cold };
}

/** Parts of each finished archive by its name. */
function finished(objects: readonly StoredObject[]): ReadonlyMap<string, readonly StoredObject[]> {
  const found = Map.groupBy(objects, ({ path }) => path.slice(0, path.indexOf("/")));
  return new Map([...found].filter(([, parts]) => parts.some(isSums)));
}

const isSums = ({ path }: StoredObject): boolean => path.endsWith(`/${archiveParts.sums}`);

async function withSums(place: Place, name: string, parts: readonly StoredObject[]): Promise<readonly Piece[]> {
  const sums = readSums(await place.from().read(`${name}/${archiveParts.sums}`));
  return parts.map((part) => ({ ...part, sha256: sums.get(part.path.slice(name.length + 1)) }));
}
