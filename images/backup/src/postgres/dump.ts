/** pg_dump and pg_restore. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Outcome, Tools } from "../tools.ts";
import { connection, databaseFailure, type Session } from "./session.ts";

/** How a dump lies on disk. */
export type DumpFormat =
  /** One uncompressed file a table: restic then stores only what has changed, and compresses it itself. */
  | "directory"
  /** One compressed file that any `pg_restore` takes. */
  | "custom";

/**
 * Dumps the database as a session's snapshot sees it.
 * @param snapshot  from `pg_export_snapshot()` of a transaction that stays open
 * @param jobs      parallel connections; a custom dump always uses one
 * @throws Failure `database` with pg_dump's words
 */
export async function dumpDatabase(
  tools: Tools,
  target: string,
  format: DumpFormat,
  snapshot: string,
  jobs: number,
): Promise<void> {
  const shape = format === "directory" ? ["--compress=none", `--jobs=${jobs}`] : [];
  expect(
    await tools.run(
      "postgres",
      "pg_dump",
      [`--format=${format}`, ...shape, `--snapshot=${snapshot}`, "--lock-wait-timeout=60s", `--file=${target}`],
      { extra: connection("dump") },
    ),
  );
}

/**
 * Restores a dump into a database, all of it or failing. Owners and grants are left out: the role that restores owns all,
 * and its default privileges give others what they may have.
 * @param scratch  folder for the list of what to restore
 * @param role     whom all of it belongs to; default the role that restores
 */
export async function restoreDatabase(
  tools: Tools,
  session: Session,
  database: string,
  dump: string,
  scratch: string,
  jobs: number,
  role?: string,
): Promise<void> {
  const contents = expect(await tools.run("postgres", "pg_restore", ["--list", dump]));
  const present = await session.ask("SELECT extname FROM pg_extension");
  const list = join(scratch, "contents");
  await writeFile(list, restorable(contents, present));
  expect(
    await tools.run(
      "postgres",
      "pg_restore",
      [
        `--dbname=${database}`,
        `--jobs=${jobs}`,
        `--use-list=${list}`,
        "--exit-on-error",
        "--no-owner",
        "--no-privileges",
        ...(role === undefined ? [] : [`--role=${role}`]),
        dump,
      ],
      { extra: connection("restore") },
    ),
  );
}

/**
 * A dump's table of contents without the extensions that the target has already, and without their comments, which only
 * an extension's owner may set.
 */
export function restorable(contents: string, present: readonly string[]): string {
  return contents
    .split("\n")
    .filter((line) => {
      if (/ COMMENT - EXTENSION /.test(line)) return false;
      const extension = / EXTENSION - (\S+)/.exec(line)?.[1];
      return extension === undefined || !present.includes(extension);
    })
    .join("\n");
}

function expect(outcome: Outcome): string {
  if (outcome.code !== 0) throw databaseFailure(outcome.stderr);
  return outcome.stdout;
}
