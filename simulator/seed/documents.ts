/** Attachments as files named after their content, as Odoo's `fs_attachment` stores them. */
import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

export interface Document {
  readonly invoice: number;
  /** Path below the tenant's folder: the first digits of the SHA-1 twice, then all of it. */
  readonly path: string;
  readonly sha1: string;
  readonly bytes: number;
}

/** Writes `count` documents below a folder. The same count gives the same documents. */
export async function writeDocuments(folder: string, count: number): Promise<readonly Document[]> {
  const documents: Document[] = [];
  for (let invoice = 1; invoice <= count; invoice++) {
    const content = contentOf(invoice);
    const sha1 = createHash("sha1").update(content).digest("hex");
    const path = `${sha1.slice(0, 2)}/${sha1.slice(2, 4)}/${sha1}`;
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
    documents.push({ invoice, path, sha1, bytes: content.length });
  }
  return documents;
}

/** Something of the size and compressibility of a scanned delivery note: 4 to 68 KiB that look random. */
function contentOf(invoice: number): Buffer {
  const seed = createHash("sha256").update(`delivery note ${invoice}`).digest();
  const size = 4096 + seed.readUInt16BE(0);
  const blocks = Array.from({ length: Math.ceil(size / 64) }, (_, block) =>
    createHash("sha512").update(seed).update(String(block)).digest(),
  );
  return Buffer.concat([Buffer.from("%PDF-1.7\n"), ...blocks]).subarray(0, size);
}
