/**
 * What the stand-in for Odoo answers. No Odoo has these paths: they are what a drill asks of the business, in the tables of
 * the seed (`simulator/seed`) and one of its own.
 */
import type { Pool } from "pg";

export const drillPath = "/longshore/drill";

export interface Ask {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** Asks of one pod's database and files. */
export interface Source {
  readonly database: () => Pool;
  /** SHA-1 of stored files by path; of all, or of some. */
  readonly checksums: (paths?: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

type Answer = (source: Source, body: string) => Promise<unknown>;

/** By method and path. Rows are committed when the answer is given. */
const answers: Readonly<Record<string, Answer>> = {
  [`PUT ${drillPath}`]: async ({ database }) => {
    await database().query(
      `DROP TABLE IF EXISTS longshore_drill; CREATE TABLE longshore_drill (number bigint PRIMARY KEY,
       written_at timestamptz NOT NULL DEFAULT clock_timestamp())`,
    );
    return {};
  },
  [`DELETE ${drillPath}`]: async ({ database }) => {
    await database().query("DROP TABLE IF EXISTS longshore_drill");
    return {};
  },
  [`POST ${drillPath}/rows`]: async ({ database }, body) => {
    const { number }: { number: unknown } = JSON.parse(body);
    await database().query("INSERT INTO longshore_drill (number) VALUES ($1)", [number]);
    return { number };
  },
  [`GET ${drillPath}/rows`]: async ({ database }) => {
    const { rows } = await database().query<{ number: string }>("SELECT number FROM longshore_drill ORDER BY number");
    return { numbers: rows.map(({ number }) => Number(number)) };
  },
  [`GET ${drillPath}/counts`]: ({ database }) => counts(database()),
  [`GET ${drillPath}/document`]: document,
  [`GET ${drillPath}/attachments`]: attachments,
};

/** @returns nothing where there is no such path */
export function answer(source: Source, { method, path, body }: Ask): Promise<unknown> | undefined {
  return answers[`${method} ${path}`]?.(source, body);
}

/** Tables in which a company's work stands. */
const business = [
  "sale_order",
  "sale_order_line",
  "stock_picking",
  "stock_move",
  "stock_quant",
  "account_move",
] as const;

/** Rows of each business table. */
async function counts(database: Pool): Promise<Readonly<Record<string, number>>> {
  const each = business.map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`);
  const { rows } = await database.query<Record<string, string>>(`SELECT ${each.join(", ")}`);
  return Object.fromEntries(Object.entries(rows[0] ?? {}).map(([table, count]) => [table, Number(count)]));
}

interface Attachment {
  readonly path: string;
  readonly checksum: string;
}

/** `files` is the storage's code, in front of the path. */
const stored = "SELECT substr(store_fname, 9) AS path, checksum FROM ir_attachment WHERE store_fname LIKE 'files://%'";

/** A delivery with its order and the bytes of its invoice's attachment, as somebody opens it. */
async function document({ database, checksums }: Source): Promise<unknown> {
  const orders = await database().query<{ order: string; picking: string }>(
    `SELECT o.name AS order, p.name AS picking FROM sale_order o JOIN stock_picking p ON p.sale_id = o.id
     WHERE p.state = 'done' ORDER BY p.date_done DESC LIMIT 1`,
  );
  const files = await database().query<Attachment>(`${stored} ORDER BY id LIMIT 1`);
  const [file] = files.rows;
  const sums = file ? await checksums([file.path]) : new Map<string, string>();
  return { ...orders.rows[0], attachment: file?.checksum, read: sums.get(file?.path ?? "") };
}

/** Which attachments do not lead to the bytes that the database knows. */
async function attachments({ database, checksums }: Source): Promise<unknown> {
  const { rows } = await database().query<Attachment>(stored);
  const sums = await checksums();
  return {
    files: rows.length,
    missing: rows.filter(({ path }) => !sums.has(path)).length,
    changed: rows.filter(({ path, checksum }) => sums.has(path) && sums.get(path) !== checksum).length,
  };
}
