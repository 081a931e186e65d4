/** Restores the newest backup into a throwaway database, checks all of it, and writes down that it passed. */
import { rm } from "node:fs/promises";
import { type Command, repositoryOf, requireDatabase, scratchOf } from "../context.ts";
import { Failure } from "../failure.ts";
import { checkInvariants } from "../invariants.ts";
import { rowsOf } from "../manifest.ts";
import { rehearse } from "../rehearsal.ts";
import { count, required } from "../settings.ts";
import { recordTags } from "../snapshots.ts";
import { fetchBackup, findBackup } from "../source.ts";

export const verify: Command = async (context) => {
  const { TENANT } = required(context.environment, ["TENANT"]);
  const database = `${requireDatabase(context).PGDATABASE}_verify`;
  const within = count(context.environment, "BACKUP_WITHIN", Number.POSITIVE_INFINITY, 0);
  const repository = repositoryOf(context);
  const folder = scratchOf(context, "verify");
  const backup = await findBackup(repository, undefined);
  try {
    context.say(`fetching snapshot ${backup.id}`);
    const fetched = await fetchBackup(repository, backup, folder);
    const { manifest } = fetched;
    const checked = await rehearse(context, database, fetched, folder, async (session, damaged) => {
      const found = await checkInvariants(session);
      refuse([...found.broken, ...attachmentsBroken(damaged, manifest.damagedFiles)]);
      return [...found.checked, "every attachment has its file"];
    });
    const text = JSON.stringify({ backup: backup.original, taken: manifest.taken, rows: rowsOf(manifest), checked });
    await repository.record("verification.json", text, recordTags(TENANT, backup));
    const ageSeconds = (Date.now() - Date.parse(manifest.taken)) / 1000;
    refuseOld(ageSeconds, within);
    return {
      snapshot: backup.id,
      rows: rowsOf(manifest),
      files: manifest.files.count,
      bytes: manifest.databaseBytes + manifest.files.bytes,
      taken: manifest.taken,
      ageSeconds: Math.round(ageSeconds),
      checked,
      verified: true,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** It is whole, and its record stays: but nobody may take it for the backup that the tenant's rhythm promises. */
function refuseOld(ageSeconds: number, within: number): void {
  if (ageSeconds <= within) return;
  const hours = (seconds: number) => `${Math.round(seconds / 3600)} h`;
  throw new Failure(
    "overdue",
    `the newest backup is whole, but ${hours(ageSeconds)} old, and ${hours(within)} are allowed`,
    "read why the last dumps failed, and run one",
  );
}

function attachmentsBroken(names: readonly string[], before: number): readonly string[] {
  if (names.length === 0) return [];
  const when = before > 0 ? ", lost before the backup was taken" : "";
  return [`every attachment has its file: ${names.length} do not${when}, for example ${names.slice(0, 3).join(", ")}`];
}

function refuse(broken: readonly string[]): void {
  if (broken.length === 0) return;
  throw new Failure("damaged", broken.join("; "), "mend the data in Odoo, or bring the files' older versions back");
}
