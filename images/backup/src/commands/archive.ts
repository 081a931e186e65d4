/** Writes one archive that needs no restic into the locked bucket, whose own key encrypts it. */
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { archiveParts, writeSums } from "../archive-parts.ts";
import { capture, clear, holdDatabase, parts } from "../capture.ts";
import { type Command, type Context, filesOf, jobsOf, requireDatabase, scratchOf } from "../context.ts";
import { Failure } from "../failure.ts";
import { hashFile } from "../hash-file.ts";
import { rowsOf } from "../manifest.ts";
import { Files } from "../rclone.ts";
import { required } from "../settings.ts";

export const archive: Command = async (context) => {
  requireDatabase(context);
  const { TENANT, ARCHIVE_REMOTE } = required(context.environment, ["TENANT", "ARCHIVE_REMOTE"]);
  const files = filesOf(context);
  const folder = scratchOf(context, "archive");
  const finished = join(folder, "finished");

  const session = await holdDatabase(context.tools, "archive");
  try {
    await rm(finished, { recursive: true, force: true });
    await mkdir(finished, { recursive: true });
    context.say("reading database and files");
    const args = { tenant: TENANT, kind: "archive", files, folder, format: "custom", jobs: jobsOf(context) } as const;
    const { manifest, manifestText } = await capture(context.tools, session, args);
    await pack(context, folder, finished, manifestText);

    const name = manifest.taken.replace(/\.\d+Z$/, "Z").replaceAll(":", "-");
    const remote = new Files(context.tools, `${ARCHIVE_REMOTE}/${name}`);
    context.say(`writing archive ${name}`);
    await remote.push(finished);
    // The sums come last: an archive without them is not complete, and no restore takes it.
    await writeFile(join(finished, archiveParts.sums), writeSums(await sumsOf(finished)));
    await remote.push(finished);
    await remote.compare(finished);
    return {
      archive: name,
      rows: rowsOf(manifest),
      files: manifest.files.count,
      bytes: manifest.databaseBytes + manifest.files.bytes,
      damagedFiles: manifest.damagedFiles,
      taken: manifest.taken,
      odoo: manifest.odoo,
    };
  } finally {
    await session.close();
    await rm(finished, { recursive: true, force: true });
    await clear(folder);
  }
};

async function pack(context: Context, folder: string, finished: string, manifest: string): Promise<void> {
  const packed = await context.tools.run("tar", "tar", [
    "--create",
    `--file=${join(finished, archiveParts.files)}`,
    `--directory=${folder}`,
    "--sort=name",
    "--owner=0",
    "--group=0",
    "--numeric-owner",
    parts.files,
  ]);
  if (packed.code !== 0) throw new Failure("tool", `tar: ${packed.stderr}`, "give SCRATCH room for the files twice");
  await rename(join(folder, parts.database), join(finished, archiveParts.database));
  await writeFile(join(finished, parts.manifest), manifest);
}

async function sumsOf(finished: string): Promise<ReadonlyMap<string, string>> {
  const names = [archiveParts.database, archiveParts.files, parts.manifest];
  const sums = names.map(async (name) => [name, (await hashFile("sha256", join(finished, name))).hash] as const);
  return new Map(await Promise.all(sums));
}
