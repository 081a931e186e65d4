/** The dump that somebody brought: what it is, and how it gets into a database. */
import { open } from "node:fs/promises";
import { type Context, jobsOf, scratchOf } from "../context.ts";
import { Failure } from "../failure.ts";
import { restoreDatabase } from "../postgres/dump.ts";
import { withSession } from "../postgres/session.ts";
import { clearDatabase } from "../target.ts";
import type { Databases } from "../upgrade/databases.ts";
import { restorePlain } from "./plain.ts";

export type Format = "custom" | "plain";

/**
 * By its first bytes.
 * @throws Failure `nothing` where there is none, `settings` where it is packed
 */
export async function formatOf(dump: string): Promise<Format> {
  const magic = (await beginning(dump)).toString("latin1");
  if (magic === "PGDMP") return "custom";
  // Zip and gzip.
  if (!magic.startsWith("PK") && !magic.startsWith("\x1f\x8b")) return "plain";
  throw new Failure("settings", "the dump is packed", "unpack it, and upload its dump.sql and its folder filestore");
}

async function beginning(dump: string): Promise<Buffer> {
  const bytes = Buffer.alloc(5);
  try {
    await using file = await open(dump);
    await file.read(bytes, 0, bytes.length, 0);
    return bytes;
  } catch {
    throw new Failure("nothing", "there is no dump below IMPORT_REMOTE", "upload it, then run the import again");
  }
}

/** Into the database beside the tenant's, whose content goes; all of it belongs to Odoo's role then. */
export async function restoreDump(context: Context, databases: Databases, dump: string, format: Format): Promise<void> {
  const { tools } = context;
  const { next } = databases.names;
  const owner = (await databases.owner()).replaceAll('"', "");
  await withSession(tools, "import", next, async (session) => {
    await clearDatabase(session);
    if (format === "plain") await restorePlain(tools, next, dump, owner);
    else await restoreDatabase(tools, session, next, dump, scratchOf(context, "import"), jobsOf(context), owner);
  });
}
