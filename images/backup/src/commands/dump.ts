/** Takes a backup into the repository and checks what it wrote. Cannot delete anything but restic's own locks. */
import { capture, clear, holdDatabase, parts } from "../capture.ts";
import { type Command, type Context, filesOf, jobsOf, repositoryOf, requireDatabase, scratchOf } from "../context.ts";
import { Failure } from "../failure.ts";
import { hashOf, rowsOf } from "../manifest.ts";
import { required, word } from "../settings.ts";
import { backupTags, kinds } from "../snapshots.ts";

export const dump: Command = async (context) => {
  requireDatabase(context);
  const { TENANT } = required(context.environment, ["TENANT"]);
  const kind = word(context.environment, "KIND", kinds);
  const repository = repositoryOf(context);
  const files = filesOf(context);
  const folder = scratchOf(context, "dump");

  const session = await holdDatabase(context.tools, "dump");
  try {
    if (await repository.ensure()) context.say("made a new repository");
    context.say("reading database and files");
    const args = { tenant: TENANT, kind, files, folder, format: "directory", jobs: jobsOf(context) } as const;
    const { manifest, manifestText, manifestHash, damaged } = await capture(context.tools, session, args);
    context.say(`storing ${rowsOf(manifest)} rows and ${manifest.files.count} files`);
    const names = [parts.database, parts.files, parts.manifest];
    const added = await repository.store(folder, names, backupTags(TENANT, kind, manifestHash), manifest.taken);

    context.say("checking the repository");
    await repository.check(context.environment.READ_DATA_SUBSET || undefined);
    if (hashOf(await repository.read(added.snapshot, parts.manifest)) !== hashOf(manifestText)) {
      throw new Failure(
        "damaged",
        `snapshot ${added.snapshot}: its manifest reads back differently`,
        "run the dump again",
      );
    }
    warn(context, damaged);
    return {
      snapshot: added.snapshot,
      rows: rowsOf(manifest),
      files: manifest.files.count,
      bytes: manifest.databaseBytes + manifest.files.bytes,
      added: added.bytes,
      damagedFiles: manifest.damagedFiles,
      taken: manifest.taken,
      odoo: manifest.odoo,
    };
  } finally {
    await session.close();
    await clear(folder);
  }
};

/** Files that are named; the others are counted. */
const named = 100;

/** After a switch to another region these are, among others, files whose copies had not arrived. */
function warn(context: Context, damaged: readonly string[]): void {
  if (damaged.length === 0) return;
  context.say(`warning: ${damaged.length} files were missing or damaged before this backup; bring older versions back`);
  for (const name of damaged.slice(0, named)) context.say(`warning: ${name} is missing or damaged`);
}
