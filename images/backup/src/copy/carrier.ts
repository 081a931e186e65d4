/** Brings objects from one store to another through the scratch folder: no process has the identities of both. */
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../failure.ts";
import { hashFile } from "../hash-file.ts";
import type { Files } from "../rclone.ts";
import { renew } from "../renew.ts";
import { batches, type Piece } from "./plan.ts";
import type { Receiver } from "./receiver.ts";

/** Bytes that are under way together: some forty packs of restic, and no more than any tenant's scratch has room for. */
const mostBytes = 1024 ** 3;

export interface CarrierArgs {
  readonly from: Files;
  readonly to: Files;
  /** Below `SCRATCH`; it is emptied. */
  readonly folder: string;
  readonly receiver: Receiver;
}

/**
 * @param pieces  none of which the receiver has
 * @throws Failure `busy` where one has gone meanwhile, `damaged` where one holds something else than it should
 */
export async function carry(pieces: readonly Piece[], { from, to, folder, receiver }: CarrierArgs): Promise<void> {
  for (const batch of batches(pieces, mostBytes)) {
    await renew(folder);
    await from.fetch(
      batch.map(({ path }) => path),
      folder,
    );
    for (const piece of batch) await examine(piece, folder);
    await to.add(folder);
    if (receiver.keepsHashes) await to.includes(folder, "hash");
  }
  await rm(folder, { recursive: true, force: true });
}

async function examine({ path, bytes, sha256 }: Piece, folder: string): Promise<void> {
  const file = join(folder, path);
  if (!existsSync(file))
    throw new Failure("busy", `${path} was listed and has gone: a prune is under way`, "run it again, it goes on");
  const found = await hashFile("sha256", file);
  if (found.bytes !== bytes || found.hash !== (sha256 ?? found.hash))
    throw new Failure(
      "damaged",
      `${path} holds something else than its name says, and was not copied`,
      "bring its older version back, and run it again",
    );
}
