/** Restores what was fetched into a throwaway database, for proof. */
import { type Context, jobsOf } from "./context.ts";
import { examine } from "./examine.ts";
import { readFiles } from "./files.ts";
import { rowsOf } from "./manifest.ts";
import { restoreDatabase } from "./postgres/dump.ts";
import { Session } from "./postgres/session.ts";
import type { Fetched } from "./source.ts";
import { withThrowaway } from "./throwaway.ts";

/**
 * @param database  name of the throwaway database
 * @param folder    scratch
 * @param check     what else must hold, beside that all is as the manifest says; `damaged` are names of files that
 *   attachments need and that are missing or hold something else
 * @throws Failure `damaged` that names the first few differences
 */
export async function rehearse<Value>(
  context: Context,
  database: string,
  { manifest, dump, files }: Fetched,
  folder: string,
  check: (session: Session, damaged: readonly string[]) => Promise<Value>,
): Promise<Value> {
  const { tools } = context;
  const stored = await readFiles(files);
  return withThrowaway(tools, database, async () => {
    const session = new Session(tools, "verify", { database });
    try {
      context.say(`restoring ${rowsOf(manifest)} rows into ${database}`);
      await restoreDatabase(tools, session, database, dump, folder, jobsOf(context));
      return await check(session, await examine(session, stored, manifest));
    } finally {
      await session.close();
    }
  });
}
