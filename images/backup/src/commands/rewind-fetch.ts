/** Dumps the tenant's database of a server that the cloud has brought back to an earlier second, for `rewind`. */
import { mkdir, rm } from "node:fs/promises";
import { type Command, jobsOf, requireDatabase } from "../context.ts";
import { dumpDatabase } from "../postgres/dump.ts";
import { withSession } from "../postgres/session.ts";
import { rewindFolder } from "../rewind/folder.ts";

export const rewindFetch: Command = async (context) => {
  const { PGDATABASE } = requireDatabase(context);
  const { root, dump } = rewindFolder(context);
  await rm(root, { recursive: true, force: true });
  await mkdir(root, { recursive: true });
  await withSession(context.tools, "rewind", PGDATABASE, async (session) => {
    // The upgrading role reads what the owner may; nobody else is there to change it meanwhile.
    await session.ask("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const snapshot = await session.askOne("SELECT pg_export_snapshot()");
    await dumpDatabase(context.tools, dump, "directory", snapshot, jobsOf(context));
  });
  return { database: PGDATABASE };
};
