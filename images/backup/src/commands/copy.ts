/** Brings the tenant's backups to another account or to the other cloud: adds, and never takes away or writes over. */
import { rm } from "node:fs/promises";
import type { Command } from "../context.ts";
import { scratchOf } from "../context.ts";
import { copyArchives } from "../copy/archives.ts";
import { Place } from "../copy/place.ts";
import { receiverOf } from "../copy/receiver.ts";
import { copyRepository } from "../copy/repository.ts";
import { required } from "../settings.ts";

export const copy: Command = async (context) => {
  const given = required(context.environment, ["COPY_FROM", "ARCHIVE_REMOTE", "COPY_TO", "COPY_ARCHIVES_TO"]);
  const receiver = receiverOf(context.environment);
  try {
    context.say(`copying backups to ${receiver.stack}`);
    const backups = await copyRepository(new Place(context, receiver, given.COPY_FROM, given.COPY_TO));
    context.say(`${backups.objects} objects were new; copying archives`);
    const archives = await copyArchives(new Place(context, receiver, given.ARCHIVE_REMOTE, given.COPY_ARCHIVES_TO));
    if (archives.cold > 0)
      context.say(
        `warning: ${archives.cold} archives were written before the copying began and lie too deep to be read`,
      );
    return {
      receiver: receiver.stack,
      objects: backups.objects + archives.objects,
      added: backups.bytes + archives.bytes,
      bytes: backups.size,
      snapshots: backups.snapshots,
      archives: archives.archives,
      cold: archives.cold,
    };
  } finally {
    await rm(scratchOf(context, "copy"), { recursive: true, force: true });
  }
};
