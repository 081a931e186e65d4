/** From Odoo's own filestore to the place where the tenant's files are, both named after their SHA-1. */
import { mkdir, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Failure } from "../failure.ts";
import { readFiles, type StoredFile } from "../files.ts";
import type { Session } from "../postgres/session.ts";

/** Code of the one storage (images/odoo/addons/longshore_files). */
const storage = "files";

/** As `optimizes_directory_path` has it (gitops/odoo/templates/configuration.yaml). */
const pathOf = (sha1: string): string => `${sha1.slice(0, 2)}/${sha1.slice(2, 4)}/${sha1}`;

const last = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/**
 * SHA-1 of each file that an attachment needs.
 * @throws Failure `damaged` where one is in another storage, or is not named after its content
 */
export async function wantedFiles(session: Session): Promise<ReadonlySet<string>> {
  const names = await session.ask(
    "SELECT DISTINCT store_fname FROM public.ir_attachment WHERE store_fname IS NOT NULL AND store_fname <> '' ORDER BY 1",
  );
  const strange = names.filter((name) => !/^(files:\/\/)?([0-9a-f]{2}\/)+[0-9a-f]{40}$/.test(name));
  if (strange.length === 0) return new Set(names.map(last));
  throw new Failure(
    "damaged",
    `ir_attachment.store_fname: found ${some(strange)}`,
    "dump it again with all attachments in Odoo's own filestore (ab/abcdef…)",
  );
}

/**
 * Moves the wanted ones from below a folder, however deep they lie, to where they belong below another.
 * @returns what stands there then
 * @throws Failure `damaged` that names those that are missing or hold something else
 */
export async function layOut(from: string, to: string, wanted: ReadonlySet<string>): Promise<readonly StoredFile[]> {
  const found = new Map((await readFiles(from)).map((file) => [last(file.name), file]));
  const broken = [...wanted].filter((sha1) => found.get(sha1)?.sha1 !== sha1);
  if (broken.length > 0)
    throw new Failure(
      "damaged",
      `filestore: ${broken.length} of ${wanted.size} files are missing or hold something else: ${some(broken)}`,
      "bring them back in the old Odoo, or delete their attachments there, and dump again",
    );
  for (const sha1 of wanted) {
    const target = join(to, pathOf(sha1));
    await mkdir(dirname(target), { recursive: true });
    await rename(join(from, found.get(sha1)?.name ?? sha1), target);
  }
  return [...wanted].flatMap((sha1) => found.get(sha1) ?? []).map((file) => ({ ...file, name: pathOf(file.sha1) }));
}

/**
 * Attachments find their files in the storage. fs_attachment reads only what has a `fs_filename` from there (OCA storage
 * 19.0, `fs_attachment/models/ir_binary.py`); where the module is still to come, it finds the column and keeps it.
 */
export async function pointToStorage(session: Session): Promise<void> {
  await session.ask(`
    ALTER TABLE public.ir_attachment ADD COLUMN IF NOT EXISTS fs_filename varchar;
    UPDATE public.ir_attachment AS attachment
    SET store_fname = '${storage}://' || left(sha1, 2) || '/' || substr(sha1, 3, 2) || '/' || sha1, fs_filename = sha1
    FROM (SELECT id, regexp_replace(store_fname, '^.*/', '') AS sha1 FROM public.ir_attachment
          WHERE store_fname <> '' AND store_fname NOT LIKE '${storage}://%') AS named
    WHERE named.id = attachment.id`);
}

const some = (names: readonly string[]): string => names.slice(0, 3).join(", ");
