/**
 * Makes an Odoo from elsewhere a tenant: its dump becomes a database beside the tenant's, is converted and checked, and
 * takes the tenant's name at the end. Until then nothing of the tenant's database is touched; run again, it starts over.
 */
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { odooVersion } from "../capture.ts";
import { type Command, type Context, filesOf, type Result, requireDatabase, scratchOf } from "../context.ts";
import { refuseBroken, refuseOccupied, refuseOtherVersion } from "../import/checks.ts";
import { formatOf, restoreDump } from "../import/dump.ts";
import { layOut, pointToStorage, wantedFiles } from "../import/filestore.ts";
import { rowsOf } from "../manifest.ts";
import { type Session, withSession } from "../postgres/session.ts";
import { Files } from "../rclone.ts";
import { count, required } from "../settings.ts";
import { countTables } from "../tables.ts";
import { mayReplace } from "../target.ts";
import { Databases, namesOf } from "../upgrade/databases.ts";
import { holdUpgrade } from "../upgrade/lock.ts";
import { forgetRelease, isInstalled } from "../upgrade/state.ts";

export const importTenant: Command = async (context) => {
  const { environment, tools, say } = context;
  const { PGDATABASE } = requireDatabase(context);
  const { IMPORT_REMOTE, ODOO_VERSION } = required(environment, ["IMPORT_REMOTE", "ODOO_VERSION"]);
  const replace = mayReplace(environment, PGDATABASE);
  const patience = count(environment, "CONNECTIONS_LEAVE", 60, 1);
  const folder = scratchOf(context, "import");
  const databases = new Databases(tools, namesOf(PGDATABASE));
  const { live, next } = databases.names;

  const lock = await holdUpgrade(context, live);
  try {
    // A run that was cut short may have left it closed.
    await databases.open(live);
    if (!replace) await withSession(tools, "import", live, refuseOccupied);
    say("fetching dump and filestore");
    const source = await fetchSource(new Files(tools, IMPORT_REMOTE), folder);
    const format = await formatOf(source.dump);
    await databases.close(live, patience);
    await databases.clone();
    await databases.open(live);
    say(`restoring the ${format} dump into ${next}`);
    await restoreDump(context, databases, source.dump, format);
    const imported = await withSession(tools, "import", next, async (session) => {
      await refuseOtherVersion(session, ODOO_VERSION);
      return convert(context, session, source.filestore);
    });
    say(`renaming: ${next} becomes ${live}`);
    await takeOver(context, databases, patience);
    return { ...imported, format };
  } finally {
    await databases.open(live);
    await databases.drop(next);
    await lock.close();
    await rm(folder, { recursive: true, force: true });
  }
};

async function fetchSource(remote: Files, folder: string) {
  const fetched = join(folder, "source");
  const filestore = join(fetched, "filestore");
  await rm(folder, { recursive: true, force: true });
  await remote.fetchAll(fetched);
  // A dump without attachments needs none.
  await mkdir(filestore, { recursive: true });
  return { dump: join(fetched, "dump"), filestore };
}

/** Files go to the tenant's place, attachments are told, and all of it is checked. */
async function convert(context: Context, session: Session, filestore: string): Promise<Result> {
  const wanted = await wantedFiles(session);
  context.say(`checking ${wanted.size} files`);
  const folder = join(scratchOf(context, "import"), "files");
  await mkdir(folder, { recursive: true });
  const stored = await layOut(filestore, folder, wanted);
  await pointToStorage(session);
  await forgetRelease(session);
  context.say("checking what was imported");
  await refuseBroken(session, stored);
  const files = filesOf(context);
  await files.push(folder);
  await files.includes(folder);
  await session.ask("ANALYZE");
  return {
    rows: rowsOf({ tables: await countTables(session) }),
    files: stored.length,
    bytes: stored.reduce((sum, file) => sum + file.bytes, 0),
    odoo: await odooVersion(session),
  };
}

async function takeOver({ tools }: Context, databases: Databases, patience: number): Promise<void> {
  const { live, next, before } = databases.names;
  // Otherwise an upgrade could take it back as the one before.
  await withSession(tools, "import", live, async (session) => {
    if (await isInstalled(session)) await forgetRelease(session);
  });
  await databases.close(live, patience);
  await databases.empty(next, patience);
  await databases.swap();
  await databases.drop(before);
}
