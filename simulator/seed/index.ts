/**
 * Fills a tenant's database and files with a year of a logistics company's work, so that backups, restores and drills have
 * something to lose. Tables and columns are named and typed as in Odoo 19 (its `stock`, `sale`, `account`, `base` and
 * `mail` modules, OCA's `queue_job` and `fs_attachment`), as far as backups and service levels read them: an Odoo could
 * not open this database, and nothing here pretends to be one.
 */
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { readToolchain } from "../toolchain/toolchain.ts";
import { type Document, writeDocuments } from "./documents.ts";
import { type Volume, volumeOf } from "./volume.ts";

const run = promisify(execFile);

export interface SeedArgs {
  /** libpq's `PG*` variables, for the role that owns the empty database. */
  readonly database: Readonly<Record<string, string>>;
  /** The tenant's folder of files as rclone takes it. */
  readonly filesRemote: string;
  /** What rclone needs to write there: credentials, certificate, proxy. */
  readonly filesEnvironment?: Readonly<Record<string, string>>;
  /** About how many rows; default 20 thousand. */
  readonly rows?: number;
}

export interface Seeded {
  readonly rows: number;
  readonly files: number;
  /** Bytes of the files. */
  readonly bytes: number;
}

/**
 * Seeds a tenant. A database that is seeded already stays as it is, whatever `rows` says; files that it misses are brought
 * back.
 * @throws Error with the words of psql or rclone
 */
export async function seedTenant(args: SeedArgs): Promise<Seeded> {
  const volume = volumeOf(args.rows ?? 20_000);
  const scratch = await mkdtemp(join(tmpdir(), "longshore-seed-"));
  try {
    const isNew = (await psql(args, isSeeded)).trim() !== "t";
    const documents = await writeDocuments(scratch, isNew ? volume.files : Number(await psql(args, countDocuments)));
    if (isNew) await psql(args, await script(volume, documents));
    await copyFiles(args, scratch);
    return {
      rows: Number(await psql(args, countRows)),
      files: documents.length,
      bytes: documents.reduce((sum, document) => sum + document.bytes, 0),
    };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The whole data set as one transaction of psql. */
async function script(volume: Volume, documents: readonly Document[]): Promise<string> {
  const folder = join(import.meta.dirname, "sql");
  const names = (await readdir(folder)).sort();
  const parts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  const settings = Object.entries(volume).map(([name, value]) => `SET LOCAL seed.${name} = ${value};`);
  const constraints = parts.pop() ?? "";
  return ["BEGIN;", ...settings, ...parts, attachments(documents), constraints, "COMMIT;"].join("\n");
}

/** One delivery note for each of the first invoices. `files` is the storage's code, in front of the path. */
function attachments(documents: readonly Document[]): string {
  const rows = documents.map(({ invoice, path, sha1, bytes }) => `(${invoice}, '${path}', '${sha1}', ${bytes})`);
  return `
    INSERT INTO ir_attachment (name, res_model, res_id, type, public, store_fname, file_size, checksum, mimetype,
      fs_filename, fs_storage_code, create_date, write_date)
    SELECT format('delivery-note-%s.pdf', number), 'account.move', m.id, 'binary', false, 'files://' || path, bytes, sha1,
      'application/pdf', sha1, 'files', m.create_date, m.write_date
    FROM (VALUES ${rows.join(",\n")}) AS documents (number, path, sha1, bytes)
    JOIN (SELECT *, row_number() OVER (ORDER BY id) AS place FROM account_move) m ON m.place = number;`;
}

const isSeeded = "SELECT to_regclass('public.stock_move') IS NOT NULL";

const countDocuments = "SELECT count(*) FROM ir_attachment WHERE store_fname IS NOT NULL";

const countRows = `
  SELECT 'SELECT ' || string_agg(format('(SELECT count(*) FROM %I)', relname), ' + ')
  FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' \\gexec`;

async function psql({ database }: SeedArgs, sql: string): Promise<string> {
  const child = run(join(readToolchain().postgres, "psql"), ["-XqAt", "-v", "ON_ERROR_STOP=1"], {
    env: { ...machine(), ...database, PGOPTIONS: "-c statement_timeout=0" },
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  child.child.stdin?.end(sql);
  return (await child).stdout;
}

async function copyFiles({ filesRemote, filesEnvironment }: SeedArgs, folder: string): Promise<void> {
  await run(readToolchain().bin.rclone, ["copy", `--transfers=${transfers}`, folder, `${filesRemote}/`], {
    env: { ...machine(), ...filesEnvironment, RCLONE_CONFIG: "" },
  });
}

/** Files that are written at the same time. */
const transfers = 16;

/** Nothing else of the user's environment: their own databases and clouds are not meant. */
function machine(): Record<string, string> {
  const { PATH = "", HOME = "/" } = process.env;
  return { PATH, HOME };
}
