/** What a backup holds, written when it is taken and compared when it is restored. */
import { createHash } from "node:crypto";
import { Failure } from "./failure.ts";
import { isObject, numberOf, objectOf, parseObject, textOf } from "./json.ts";

export interface TableCount {
  /** With its schema, for example `public.stock_move`. */
  readonly name: string;
  readonly rows: number;
  /** The same for the same rows in any order; see `tables.ts`. */
  readonly checksum: string;
}

export interface FileCount {
  readonly count: number;
  readonly bytes: number;
  /** SHA-256 over name, size and SHA-1 of every file, in order of names. */
  readonly checksum: string;
}

export interface Manifest {
  readonly format: 1;
  readonly tenant: string;
  readonly kind: string;
  /** When the database's snapshot was taken, UTC. */
  readonly taken: string;
  readonly server: string;
  /** Version of Odoo's `base` module; empty where Odoo has not been installed yet. */
  readonly odoo: string;
  readonly databaseBytes: number;
  readonly tables: readonly TableCount[];
  readonly files: FileCount;
  /** Files that were missing or held something else already when the backup was taken: a loss before it, not of it. */
  readonly damagedFiles: number;
}

export const rowsOf = ({ tables }: Pick<Manifest, "tables">): number =>
  tables.reduce((sum, table) => sum + table.rows, 0);

export const writeManifest = (manifest: Manifest): string => `${JSON.stringify(manifest, undefined, 1)}\n`;

/** Stands in the snapshot's tags, so that a manifest cannot be exchanged. */
export const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** @throws Failure `damaged` where the text is not a manifest that this version understands */
export function readManifest(text: string): Manifest {
  try {
    const document = parseObject(text);
    if (document.format !== 1) throw new Error(`format ${JSON.stringify(document.format)} is unknown`);
    const files = objectOf(document, "files");
    return {
      format: 1,
      tenant: textOf(document, "tenant"),
      kind: textOf(document, "kind"),
      taken: textOf(document, "taken"),
      server: textOf(document, "server"),
      odoo: textOf(document, "odoo"),
      databaseBytes: numberOf(document, "databaseBytes"),
      tables: tablesOf(document.tables),
      files: { count: numberOf(files, "count"), bytes: numberOf(files, "bytes"), checksum: textOf(files, "checksum") },
      damagedFiles: numberOf(document, "damagedFiles"),
    };
  } catch (error) {
    throw new Failure(
      "damaged",
      `manifest.json: ${error instanceof Error ? error.message : String(error)}`,
      "restore with the image's version that made the backup, or take an older backup",
    );
  }
}

/** All differences between what was backed up and what stands there now, in words; none where both are the same. */
export function differences(wanted: Manifest, found: Pick<Manifest, "tables" | "files">): readonly string[] {
  const words: string[] = [];
  const rest = new Map(found.tables.map((table) => [table.name, table]));
  for (const table of wanted.tables) {
    const other = rest.get(table.name);
    rest.delete(table.name);
    if (!other) words.push(`${table.name} is missing`);
    else if (other.rows !== table.rows) words.push(`${table.name} has ${other.rows} rows, not ${table.rows}`);
    else if (other.checksum !== table.checksum) words.push(`${table.name} has other content in its ${table.rows} rows`);
  }
  for (const name of rest.keys()) words.push(`${name} should not be there`);
  const { count, bytes, checksum } = wanted.files;
  if (found.files.count !== count) words.push(`${found.files.count} files, not ${count}`);
  else if (found.files.bytes !== bytes) words.push(`${found.files.bytes} bytes of files, not ${bytes}`);
  else if (found.files.checksum !== checksum) words.push("files have other names or content");
  return words;
}

function tablesOf(value: unknown): readonly TableCount[] {
  if (!Array.isArray(value)) throw new Error("tables: a list was expected");
  return value.map((entry: unknown) => {
    if (!isObject(entry)) throw new Error("tables: a list of objects was expected");
    return { name: textOf(entry, "name"), rows: numberOf(entry, "rows"), checksum: textOf(entry, "checksum") };
  });
}
