/** Whether every attachment that the database knows has its file. */
import { misnamed, type StoredFile } from "./files.ts";
import { parseObject, textOf } from "./json.ts";
import type { Session } from "./postgres/session.ts";

export interface Attachment {
  /** Path below the tenant's folder. */
  readonly file: string;
  /** SHA-1 of its content as Odoo wrote it down; empty where it did not. */
  readonly sha1: string;
}

/**
 * Attachments outside the database. `fs_attachment` puts `<storage>://` in front of the path (OCA storage 19.0,
 * `fs_attachment/models/ir_attachment.py`); Odoo itself writes the bare path.
 */
export async function listAttachments(session: Session): Promise<readonly Attachment[]> {
  if ((await session.askOne("SELECT to_regclass('public.ir_attachment') IS NOT NULL")) !== "t") return [];
  const lines = await session.ask(`
    SELECT json_build_object('file', regexp_replace(store_fname, '^[^/]*://', ''), 'sha1', coalesce(checksum, ''))
    FROM public.ir_attachment WHERE store_fname IS NOT NULL AND store_fname <> ''`);
  return lines.map((line) => {
    const attachment = parseObject(line);
    return { file: textOf(attachment, "file"), sha1: textOf(attachment, "sha1") };
  });
}

/** Names of files that an attachment needs and that are missing, or that hold something else than they should. */
export function damaged(attachments: readonly Attachment[], files: readonly StoredFile[]): readonly string[] {
  const byName = new Map(files.map((file) => [file.name, file.sha1]));
  const broken = attachments.filter(({ file, sha1 }) => {
    const found = byName.get(file);
    return found === undefined || (sha1 !== "" && found !== sha1);
  });
  return [...new Set([...misnamed(files), ...broken.map((attachment) => attachment.file)])];
}
