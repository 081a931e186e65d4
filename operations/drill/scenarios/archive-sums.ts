/** Archives held against the sums that lie beside them. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Rclone } from "./objects.ts";

/**
 * @returns how many archives there are
 * @throws Error where there is none, or one has a file with another sum
 */
export async function checkArchives(rclone: Rclone, remote: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "longshore-archives-"));
  try {
    await rclone("copy", remote, folder);
    const archives = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
    if (archives.length === 0) throw new Error(`${remote} has no archive`);
    for (const { name } of archives) await checkSums(join(folder, name));
    return archives.length;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function checkSums(folder: string): Promise<void> {
  const lines = (await readFile(join(folder, "SHA256SUMS"), "utf8")).trimEnd().split("\n");
  for (const line of lines) {
    const [, sum, name = ""] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? [];
    if (sum === undefined) throw new Error(`SHA256SUMS says ${JSON.stringify(line)}; fits a sum and a name`);
    const hash = createHash("sha256");
    await pipeline(createReadStream(join(folder, name)), hash);
    if (hash.digest("hex") !== sum) throw new Error(`${name} of an archive has another sum than SHA256SUMS says`);
  }
}
