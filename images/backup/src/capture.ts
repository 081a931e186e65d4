/** Takes database and files at one moment into a scratch folder: the first half of a backup and of an archive. */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { damaged, listAttachments } from "./attachments.ts";
import { Failure } from "./failure.ts";
import { countFiles, readFiles } from "./files.ts";
import { numberOf, parseObject, textOf } from "./json.ts";
import { hashOf, type Manifest, writeManifest } from "./manifest.ts";
import { type DumpFormat, dumpDatabase } from "./postgres/dump.ts";
import { Session } from "./postgres/session.ts";
import type { Files } from "./rclone.ts";
import { countTables } from "./tables.ts";
import type { Tools } from "./tools.ts";

/** Names within the scratch folder, and within a snapshot. */
export const parts = { database: "database", files: "files", manifest: "manifest.json" } as const;

export interface CaptureArgs {
  readonly tenant: string;
  readonly kind: string;
  readonly files: Files;
  readonly folder: string;
  readonly format: DumpFormat;
  readonly jobs: number;
}

export interface Captured {
  readonly manifest: Manifest;
  readonly manifestText: string;
  /** SHA-256 of the manifest as it is written. */
  readonly manifestHash: string;
  /** Names of files that attachments need and that are missing or hold something else. */
  readonly damaged: readonly string[];
}

/**
 * Opens the connection that a backup holds from beginning to end, alone.
 * @throws Failure `busy` where another backup of the same database holds it
 */
export async function holdDatabase(tools: Tools, name: string): Promise<Session> {
  const session = new Session(tools, name);
  if ((await session.askOne("SELECT pg_try_advisory_lock(hashtext('longshore-backup'))")) === "t") return session;
  await session.close();
  throw new Failure("busy", "another backup of this database is running", "wait for it, or let the next one do");
}

/**
 * Files are fetched twice: the bulk before the database's snapshot, so that it stays open for a short time only, and
 * after it what came in between. So each file that the snapshot knows is there, even if Odoo deletes it meanwhile.
 */
export async function capture(tools: Tools, session: Session, args: CaptureArgs): Promise<Captured> {
  const target = (name: keyof typeof parts) => join(args.folder, parts[name]);
  await rm(target("database"), { recursive: true, force: true });
  await mkdir(target("files"), { recursive: true });
  await args.files.fetchAll(target("files"));

  await session.ask("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  const about = parseObject(await session.askOne(aboutQuery));
  const snapshot = await session.askOne("SELECT pg_export_snapshot()");
  const [tables, , files] = await tools.together([
    countTables(session),
    dumpDatabase(tools, target("database"), args.format, snapshot, args.jobs),
    args.files.fetchNew(target("files")).then(() => readFiles(target("files"))),
  ]);
  const broken = damaged(await listAttachments(session), files);
  const odoo = await odooVersion(session);
  await session.ask("COMMIT");

  const manifest: Manifest = {
    format: 1,
    tenant: args.tenant,
    kind: args.kind,
    taken: textOf(about, "taken"),
    server: textOf(about, "server"),
    odoo,
    databaseBytes: numberOf(about, "bytes"),
    tables,
    files: countFiles(files),
    damagedFiles: broken.length,
  };
  const manifestText = writeManifest(manifest);
  await writeFile(target("manifest"), manifestText);
  return { manifest, manifestText, manifestHash: hashOf(manifestText), damaged: broken };
}

/** Removes what must not outlive a run. Files stay: they are a cache where the scratch folder survives. */
export async function clear(folder: string): Promise<void> {
  for (const name of [parts.database, parts.manifest]) await rm(join(folder, name), { recursive: true, force: true });
}

const aboutQuery = `
  SELECT json_build_object(
    'taken', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'server', split_part(current_setting('server_version'), ' ', 1),
    'bytes', pg_database_size(current_database()))`;

/** Version of Odoo's `base` module; empty where Odoo is not installed. */
export async function odooVersion(session: Session): Promise<string> {
  if ((await session.askOne("SELECT to_regclass('public.ir_module_module') IS NOT NULL")) !== "t") return "";
  return session.askOne("SELECT coalesce(latest_version, '') FROM public.ir_module_module WHERE name = 'base'");
}
