/** The tenant's files in the scratch folder: sizes, SHA-1, and whether each is what its name says. */
import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { hashFile, newBuffer } from "./hash-file.ts";
import type { FileCount } from "./manifest.ts";

export interface StoredFile {
  /** Path below the tenant's folder, with `/`. */
  readonly name: string;
  readonly bytes: number;
  /** In hexadecimal. */
  readonly sha1: string;
}

/** Files that are read at the same time. */
const readers = 8;

/** All files below a folder, in order of their names. */
export async function readFiles(folder: string): Promise<readonly StoredFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files: StoredFile[] = [];
  const queue = paths.values();
  const work = async () => {
    const buffer = newBuffer();
    for (const path of queue) {
      const { bytes, hash } = await hashFile("sha1", path, buffer);
      files.push({ name: relative(folder, path), bytes, sha1: hash });
    }
  };
  await Promise.all(Array.from({ length: readers }, work));
  return files.sort((one, other) => (one.name < other.name ? -1 : 1));
}

export function countFiles(files: readonly StoredFile[]): FileCount {
  const hash = createHash("sha256");
  for (const { name, bytes, sha1 } of files) hash.update(`${name}\0${bytes}\0${sha1}\n`);
  return {
    count: files.length,
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    checksum: hash.digest("hex"),
  };
}

/**
 * Odoo names a file after its SHA-1, with folders of its first digits in front (`ab/abcdef…`, `ab/cd/abcdef…`).
 * @returns names of those that hold something else
 */
export function misnamed(files: readonly StoredFile[]): readonly string[] {
  return files
    .filter(({ name, sha1 }) => {
      const last = name.slice(name.lastIndexOf("/") + 1);
      return /^[0-9a-f]{40}$/.test(last) && last !== sha1;
    })
    .map((file) => file.name);
}
