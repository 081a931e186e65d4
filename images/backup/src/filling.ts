/** Fills a database and a folder of files from one backup or archive, and proves that all is there. */
import { rm } from "node:fs/promises";
import { type Context, jobsOf, type Result, requireDatabase, scratchOf } from "./context.ts";
import { examine } from "./examine.ts";
import { readFiles } from "./files.ts";
import { rowsOf } from "./manifest.ts";
import { restoreDatabase } from "./postgres/dump.ts";
import type { Session } from "./postgres/session.ts";
import type { Repository } from "./restic.ts";
import { type Fetched, fetchBackup, findBackup } from "./source.ts";
import { begin, clearDatabase, finish } from "./target.ts";

export interface Source {
  /** Written into the marker: a restore that was cut short goes on with the same one only. */
  readonly name: string;
  readonly fetch: (folder: string) => Promise<Fetched>;
}

/** @param wanted  start of a snapshot's id, or nothing for the newest backup */
export async function backupSource(repository: Repository, wanted: string | undefined): Promise<Source> {
  const backup = await findBackup(repository, wanted);
  return { name: `snapshot ${backup.original}`, fetch: (folder) => fetchBackup(repository, backup, folder) };
}

export interface Filling {
  readonly session: Session;
  readonly source: Source;
  /** An earlier run began with the same source and did not end. */
  readonly unfinished: boolean;
  /** What is in the database goes. */
  readonly replace: boolean;
  /** Brings the files in a local folder to their place, and looks whether all have come. */
  readonly place: (fetched: string) => Promise<void>;
}

/** @throws Failure `damaged` where what was restored is not what was saved; the database stays marked as unfinished */
export async function fill(context: Context, filling: Filling): Promise<Result> {
  const { tools } = context;
  const { session, source, unfinished, replace, place } = filling;
  const { PGDATABASE } = requireDatabase(context);
  const folder = scratchOf(context, "restore");
  try {
    context.say(`fetching ${source.name}`);
    const { manifest, dump, files: fetched } = await source.fetch(folder);
    // Only now, when all of the backup is here and whole, goes what was there.
    if (unfinished) context.say("starting over where a restore was cut short");
    else await begin(session, source.name);
    if (unfinished || replace) await clearDatabase(session);
    context.say(`restoring ${rowsOf(manifest)} rows and ${manifest.files.count} files`);
    const stored = readFiles(fetched);
    const restored = restoreDatabase(tools, session, PGDATABASE, dump, folder, jobsOf(context));
    const examined = restored.then(async () => {
      context.say("comparing with the manifest");
      const damaged = await examine(session, stored, manifest);
      // Counts tell the planner what is there now.
      await session.ask("ANALYZE");
      return damaged;
    });
    const [damaged] = await tools.together([examined, stored, place(fetched)]);
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
    await rm(folder, { recursive: true, force: true });
  }
}
