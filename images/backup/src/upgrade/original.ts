/** Fills a copy's database with the original's newest backup, and brings the original's files out of the same backup. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type Context, filesOf, jobsOf, scratchOf } from "../context.ts";
import { examine } from "../examine.ts";
import { readFiles } from "../files.ts";
import { rowsOf } from "../manifest.ts";
import { restoreDatabase } from "../postgres/dump.ts";
import { Session } from "../postgres/session.ts";
import { Repository } from "../restic.ts";
import { required } from "../settings.ts";
import { fetchBackup, findBackup } from "../source.ts";
import { clearDatabase } from "../target.ts";
import type { Databases } from "./databases.ts";

/**
 * The copy never touches the original's database or live files: it reads its backups, with an identity that can do no more.
 * Files are added to the copy's own and none is taken away, so that the database before finds its own as long as it serves.
 * @throws Failure `nothing` where there is no backup, `damaged` where what was restored is not what was saved
 */
export async function fillFromBackup(context: Context, databases: Databases, original: string): Promise<void> {
  const { environment, tools, say } = context;
  required(environment, ["RESTIC_REPOSITORY", "RESTIC_PASSWORD"]);
  const folder = scratchOf(context, "copy");
  const { next } = databases.names;
  const session = new Session(tools, "copy", { database: next });
  try {
    const repository = new Repository(tools, original, join(folder, "..", "restic-cache"), true);
    const backup = await findBackup(repository, undefined);
    say(`fetching snapshot ${backup.id} of ${original}`);
    const { manifest, dump, files } = await fetchBackup(repository, backup, folder);
    say(`restoring ${rowsOf(manifest)} rows and ${manifest.files.count} files`);
    await clearDatabase(session);
    const owner = (await databases.owner()).replaceAll('"', "");
    const [, stored] = await tools.together([
      restoreDatabase(tools, session, next, dump, folder, jobsOf(context), owner),
      readFiles(files),
      filesOf(context).push(files),
    ]);
    await examine(session, stored, manifest);
  } finally {
    await session.close();
    await rm(folder, { recursive: true, force: true });
  }
}
