/** Brings database and files back into empty places, or over what is there where asked to, and proves that all is there. */
import { rm } from "node:fs/promises";
import { holdDatabase } from "../capture.ts";
import { type Command, type Context, filesOf, jobsOf, repositoryOf, requireDatabase, scratchOf } from "../context.ts";
import { examine } from "../examine.ts";
import { readFiles } from "../files.ts";
import { rowsOf } from "../manifest.ts";
import { restoreDatabase } from "../postgres/dump.ts";
import { Files } from "../rclone.ts";
import { required } from "../settings.ts";
import { type Fetched, fetchArchive, fetchBackup, findBackup } from "../source.ts";
import { begin, clearDatabase, finish, isUnfinished, mayReplace, refuseOccupied } from "../target.ts";

export const restore: Command = async (context) => {
  const { PGDATABASE } = requireDatabase(context);
  const { environment, tools } = context;
  const replace = mayReplace(environment, PGDATABASE);
  const files = filesOf(context);
  const folder = scratchOf(context, "restore");

  const session = await holdDatabase(tools, "restore");
  try {
    const source = environment.ARCHIVE ? archiveSource(context, environment.ARCHIVE) : await backupSource(context);
    const unfinished = await isUnfinished(session, source.name);
    if (!unfinished && !replace) await refuseOccupied(session, () => files.names());
    context.say(`fetching ${source.name}`);
    const { manifest, dump, files: fetched } = await source.fetch(folder);
    // Only now, when all of the backup is here and whole, goes what was there.
    if (unfinished) context.say("starting over where a restore was cut short");
    else await begin(session, source.name);
    if (unfinished || replace) await clearDatabase(session);
    context.say(`restoring ${rowsOf(manifest)} rows and ${manifest.files.count} files`);
    const [, stored] = await tools.together([
      restoreDatabase(tools, session, PGDATABASE, dump, folder, jobsOf(context)),
      readFiles(fetched),
      (replace ? files.replace(fetched) : files.push(fetched)).then(() => files.compare(fetched)),
    ]);
    context.say("comparing with the manifest");
    const damaged = await examine(session, stored, manifest);
    await finish(session);
    return {
      source: source.name,
      rows: rowsOf(manifest),
      files: manifest.files.count,
      bytes: manifest.databaseBytes + manifest.files.bytes,
      damagedFiles: damaged.length,
      taken: manifest.taken,
      odoo: manifest.odoo,
      verified: true,
    };
  } finally {
    await session.close();
    await rm(folder, { recursive: true, force: true });
  }
};

interface Source {
  /** Written into the marker: a restore that was cut short goes on with the same one only. */
  readonly name: string;
  readonly fetch: (folder: string) => Promise<Fetched>;
}

async function backupSource(context: Context): Promise<Source> {
  const repository = repositoryOf(context);
  const backup = await findBackup(repository, context.environment.SNAPSHOT);
  return { name: `snapshot ${backup.original}`, fetch: (folder) => fetchBackup(repository, backup, folder) };
}

function archiveSource(context: Context, name: string): Source {
  const { ARCHIVE_REMOTE } = required(context.environment, ["ARCHIVE_REMOTE"]);
  const remote = new Files(context.tools, `${ARCHIVE_REMOTE}/${name}`);
  return { name: `archive ${name}`, fetch: (folder) => fetchArchive(context, remote, name, folder, "Standard") };
}
