/** Restores the newest backup into a throwaway database, checks all of it, and writes down that it passed. */
import { rm } from "node:fs/promises";
import { type Command, jobsOf, repositoryOf, requireDatabase, scratchOf } from "../context.ts";
import { examine } from "../examine.ts";
import { Failure } from "../failure.ts";
import { readFiles } from "../files.ts";
import { checkInvariants } from "../invariants.ts";
import { rowsOf } from "../manifest.ts";
import { restoreDatabase } from "../postgres/dump.ts";
import { Session } from "../postgres/session.ts";
import { required } from "../settings.ts";
import { recordTags } from "../snapshots.ts";
import { fetchBackup, findBackup } from "../source.ts";
import { withThrowaway } from "../throwaway.ts";

export const verify: Command = async (context) => {
  const { tools } = context;
  const { TENANT } = required(context.environment, ["TENANT"]);
  const database = `${requireDatabase(context).PGDATABASE}_verify`;
  const repository = repositoryOf(context);
  const folder = scratchOf(context, "verify");
  const backup = await findBackup(repository, undefined);
  try {
    context.say(`fetching snapshot ${backup.id}`);
    const { manifest, dump, files } = await fetchBackup(repository, backup, folder);
    const stored = await readFiles(files);
    const checked = await withThrowaway(tools, database, async () => {
      const session = new Session(tools, "verify", { database });
      try {
        context.say(`restoring ${rowsOf(manifest)} rows into ${database}`);
        await restoreDatabase(tools, session, database, dump, folder, jobsOf(context));
        const damaged = await examine(session, stored, manifest);
        const found = await checkInvariants(session);
        refuse([...found.broken, ...attachmentsBroken(damaged, manifest.damagedFiles)]);
        return [...found.checked, "every attachment has its file"];
      } finally {
        await session.close();
      }
    });
    const text = JSON.stringify({ backup: backup.original, taken: manifest.taken, rows: rowsOf(manifest), checked });
    await repository.record("verification.json", text, recordTags(TENANT, backup));
    return {
      snapshot: backup.id,
      rows: rowsOf(manifest),
      files: manifest.files.count,
      bytes: manifest.databaseBytes + manifest.files.bytes,
      taken: manifest.taken,
      ageSeconds: Math.round((Date.now() - Date.parse(manifest.taken)) / 1000),
      checked,
      verified: true,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

function attachmentsBroken(names: readonly string[], before: number): readonly string[] {
  if (names.length === 0) return [];
  const when = before > 0 ? ", lost before the backup was taken" : "";
  return [`every attachment has its file: ${names.length} do not${when}, for example ${names.slice(0, 3).join(", ")}`];
}

function refuse(broken: readonly string[]): void {
  if (broken.length === 0) return;
  throw new Failure("damaged", broken.join("; "), "mend the data in Odoo, or bring the files' older versions back");
}
