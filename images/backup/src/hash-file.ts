import { createHash } from "node:crypto";
import { open } from "node:fs/promises";

/** A piece of a file; a stream's pieces of 64 KiB take three times as long for scanned pages. */
const pieceBytes = 1024 ** 2;

/** What many files are read into, one after the other. */
export const newBuffer = (): Buffer => Buffer.allocUnsafe(pieceBytes);

export interface Hashed {
  readonly bytes: number;
  /** In hexadecimal. */
  readonly hash: string;
}

/** @param buffer  that is nobody else's meanwhile */
export async function hashFile(algorithm: "sha1" | "sha256", path: string, buffer = newBuffer()): Promise<Hashed> {
  const hash = createHash(algorithm);
  await using file = await open(path);
  for (let bytes = 0; ; ) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length);
    if (bytesRead === 0) return { bytes, hash: hash.digest("hex") };
    hash.update(buffer.subarray(0, bytesRead));
    bytes += bytesRead;
  }
}
