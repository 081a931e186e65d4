/** The repository: only what the receiver lacks, and in an order in which each moment is a repository. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../failure.ts";
import type { StoredObject } from "../rclone.ts";
import { renew } from "../renew.ts";
import { type Copied, type Place, sizeOf } from "./place.ts";
import { listed, named, type Piece, written } from "./plan.ts";

export interface CopiedRepository extends Copied {
  readonly snapshots: number;
  /** Bytes of all that the receiver has. */
  readonly size: number;
}

const config = "config";

/**
 * @throws Failure `nothing` where no backup was taken yet, `occupied` where the receiver has another repository in the place
 */
export async function copyRepository(place: Place): Promise<CopiedRepository> {
  const parts = await listParts(place);
  if (parts[config].length === 0 || parts.snapshots.length === 0)
    throw new Failure("nothing", "there is no backup to copy", "run a dump first, or check COPY_FROM");
  const there = await place.to().objects();
  if (there.some(({ path }) => path === config)) await refuseAnother(place);
  const stages = written.map((part) => parts[part]);
  const { now, ...copied } = await place.bring(stages, there);
  const snapshots = now.filter(({ path }) => path.startsWith("snapshots/")).length;
  return { ...copied, snapshots, size: sizeOf(now) };
}

type Parts = Readonly<Record<(typeof written)[number], readonly Piece[]>>;

async function listParts(place: Place): Promise<Parts> {
  const parts: Record<keyof Parts, readonly Piece[]> = { data: [], index: [], keys: [], config: [], snapshots: [] };
  for (const part of listed) {
    const below = ({ path, ...rest }: StoredObject) => named({ path: `${part}/${path}`, ...rest });
    parts[part] = (await place.from(part).objects()).map(below);
  }
  parts[config] = (await place.from().objects("top")).filter(({ path }) => path === config);
  return parts;
}

/** All repositories look alike from outside; what tells them apart is this one object, which is never written again. */
async function refuseAnother(place: Place): Promise<void> {
  const folder = join(place.folder, "config");
  await renew(folder);
  const ours = join(folder, "ours");
  const theirs = join(folder, "theirs");
  await place.from().fetch([config], ours);
  await place.to().fetch([config], theirs);
  const same = (await readFile(join(ours, config))).equals(await readFile(join(theirs, config)));
  if (!same)
    throw new Failure(
      "occupied",
      `${place.receiver.stack} holds another repository in the place of the copy`,
      "look whose it is: a copy goes to an empty place, or to where the same repository is",
    );
}
