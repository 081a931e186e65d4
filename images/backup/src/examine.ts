/** Looks at what was restored: the second half of every restore and verification. */
import { damaged, listAttachments } from "./attachments.ts";
import { Failure } from "./failure.ts";
import { countFiles, type StoredFile } from "./files.ts";
import { differences, type Manifest } from "./manifest.ts";
import type { Session } from "./postgres/session.ts";
import { countTables } from "./tables.ts";

/**
 * Compares database and files with the manifest.
 * @param stored  may still be on their way: the database is read meanwhile
 * @returns names of files that attachments need and that are missing or damaged
 * @throws Failure `damaged` that names the first few differences
 */
export async function examine(
  session: Session,
  stored: readonly StoredFile[] | Promise<readonly StoredFile[]>,
  manifest: Manifest,
): Promise<readonly string[]> {
  await session.ask("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  const tables = await countTables(session);
  const attachments = await listAttachments(session);
  await session.ask("COMMIT");
  const files = await stored;
  const found = differences(manifest, { tables, files: countFiles(files) });
  if (found.length === 0) return damaged(attachments, files);
  throw new Failure(
    "damaged",
    `${found.length} differences from the manifest: ${found.slice(0, 5).join("; ")}`,
    "restore an older backup, and look into what happened to this one",
  );
}
