/** Brings the oldest archive back from where it lies by now, and restores it into a throwaway database for proof. */
import { rm } from "node:fs/promises";
import { archiveParts } from "../archive-parts.ts";
import { type Command, type Result, requireDatabase, scratchOf } from "../context.ts";
import { rowsOf } from "../manifest.ts";
import { Files } from "../rclone.ts";
import { rehearse } from "../rehearsal.ts";
import { required } from "../settings.ts";
import { fetchArchive } from "../source.ts";

export const retrieve: Command = async (context): Promise<Result> => {
  const { environment, tools } = context;
  const { ARCHIVE_REMOTE } = required(environment, ["TENANT", "ARCHIVE_REMOTE"]);
  const database = `${requireDatabase(context).PGDATABASE}_retrieve`;
  const folder = scratchOf(context, "retrieve");
  const archives = await finished(new Files(tools, ARCHIVE_REMOTE));
  const [oldest] = archives;
  if (oldest === undefined) {
    context.say("there is no archive yet");
    return { archives: 0 };
  }
  try {
    context.say(`fetching archive ${oldest}`);
    const began = performance.now();
    const remote = new Files(tools, `${ARCHIVE_REMOTE}/${oldest}`);
    const fetched = await fetchArchive(context, remote, oldest, folder, "Bulk");
    const retrievalSeconds = Math.round((performance.now() - began) / 1000);
    // What was broken in the business when it was written cannot be mended in it, and does not make it less of an archive.
    const damaged = await rehearse(context, database, fetched, folder, async (_, names) => names.length);
    const { manifest } = fetched;
    return {
      archive: oldest,
      archives: archives.length,
      rows: rowsOf(manifest),
      files: manifest.files.count,
      bytes: manifest.databaseBytes + manifest.files.bytes,
      damagedFiles: damaged,
      taken: manifest.taken,
      retrievalSeconds,
      verified: true,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** Names of the archives that were written to their end, the oldest first: a name is its date. */
async function finished(files: Files): Promise<readonly string[]> {
  const paths = (await files.objects()).map(({ path }) => path.split("/"));
  return paths.flatMap(([name = "", part]) => (part === archiveParts.sums ? [name] : [])).sort();
}
