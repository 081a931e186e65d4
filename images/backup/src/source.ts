/** Brings a backup from the repository, or an archive from its bucket, into a scratch folder. */
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { archiveParts, readSums } from "./archive-parts.ts";
import { parts } from "./capture.ts";
import type { Context } from "./context.ts";
import { Failure } from "./failure.ts";
import { hashFile } from "./hash-file.ts";
import { hashOf, type Manifest, readManifest } from "./manifest.ts";
import type { Files } from "./rclone.ts";
import { renew } from "./renew.ts";
import type { Repository } from "./restic.ts";
import { bringBack, type Hurry } from "./retrieval.ts";
import { isBackup, type Snapshot, tagOf } from "./snapshots.ts";

export interface Fetched {
  readonly manifest: Manifest;
  /** What pg_restore takes: a folder or a file. */
  readonly dump: string;
  /** Folder of the tenant's files. */
  readonly files: string;
}

/**
 * @param wanted  start of a snapshot's id, or nothing for the newest backup
 * @throws Failure `nothing` where there is no such backup
 */
export async function findBackup(repository: Repository, wanted: string | undefined): Promise<Snapshot> {
  const backups = (await repository.snapshots()).filter(isBackup);
  const found = wanted
    ? backups.find(({ id, original }) => id.startsWith(wanted) || original.startsWith(wanted))
    : backups.at(-1);
  if (found) return found;
  const ids = backups.map((backup) => backup.id.slice(0, 8)).join(", ");
  throw new Failure(
    "nothing",
    wanted ? `no backup ${wanted} among ${ids || "none"}` : "the repository holds no backup of this tenant",
    wanted ? "set SNAPSHOT to one of these" : "run a dump first, or check TENANT and RESTIC_REPOSITORY",
  );
}

/**
 * @throws Failure `damaged` where objects of the repository are missing or changed, or the manifest is not the one that the
 *   snapshot was tagged with; it names the newest backup before it that is complete
 */
export async function fetchBackup(repository: Repository, backup: Snapshot, folder: string): Promise<Fetched> {
  await renew(folder);
  try {
    return await fetchWhole(repository, backup, folder);
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== "damaged") throw error;
    const older = (await repository.snapshots()).filter((other) => isBackup(other) && other.time < backup.time);
    throw error.withNext(await nameComplete(repository, older.reverse(), folder));
  }
}

async function fetchWhole(repository: Repository, backup: Snapshot, folder: string): Promise<Fetched> {
  await repository.restore(backup.id, folder);
  const text = await readFile(join(folder, parts.manifest), "utf8");
  if (hashOf(text) !== tagOf(backup, "manifest"))
    throw new Failure("damaged", `snapshot ${backup.id}: another manifest than its tag names`, "look who wrote it");
  return {
    manifest: readManifest(text),
    dump: join(folder, parts.database),
    files: join(folder, parts.files),
  };
}

/**
 * Fetches one after the other until one is whole: only that proves it. What has come already is not fetched again.
 * @param newestFirst  backups in question
 * @returns the next step, in words
 */
async function nameComplete(repository: Repository, newestFirst: readonly Snapshot[], folder: string): Promise<string> {
  for (const backup of newestFirst) {
    try {
      await fetchWhole(repository, backup, folder);
      const which = `SNAPSHOT=${backup.id.slice(0, 8)} of ${backup.time.toISOString()}`;
      return `the newest complete backup is ${which}: restore that one`;
    } catch (error) {
      if (!(error instanceof Failure) || error.kind !== "damaged") throw error;
    }
  }
  return "no backup before it is complete either: restore an archive";
}

/**
 * Waits where the archive has to be brought back first.
 * @throws Failure `damaged` where a part's SHA-256 is not the one that was written down beside it
 */
export async function fetchArchive(
  { tools, environment, say }: Context,
  remote: Files,
  name: string,
  folder: string,
  hurry: Hurry,
): Promise<Fetched> {
  await renew(folder);
  await bringBack(remote, hurry, environment, say);
  await remote.fetchAll(folder);
  const sums = readSums(await readText(join(folder, archiveParts.sums), name));
  for (const [part, wanted] of sums) {
    if ((await hashFile("sha256", join(folder, part))).hash !== wanted) {
      throw new Failure("damaged", `archive ${name}: ${part} has another SHA-256`, "restore another archive");
    }
  }
  const files = join(folder, parts.files);
  await mkdir(files, { recursive: true });
  const unpacked = await tools.run("tar", "tar", ["--extract", `--file=${join(folder, archiveParts.files)}`], {
    cwd: folder,
  });
  if (unpacked.code !== 0)
    throw new Failure("damaged", `archive ${name}: ${unpacked.stderr}`, "restore another archive");
  const manifest = readManifest(await readFile(join(folder, parts.manifest), "utf8"));
  return { manifest, dump: join(folder, archiveParts.database), files };
}

async function readText(path: string, name: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch {
    throw new Failure("nothing", `there is no archive ${name}`, "list ARCHIVE_REMOTE and set ARCHIVE to a name in it");
  }
}
