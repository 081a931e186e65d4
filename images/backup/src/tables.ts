/** Counts rows and forms checksums of all tables, inside the session's transaction. */
import { numberOf, parseObject, textOf } from "./json.ts";
import type { TableCount } from "./manifest.ts";
import { literal } from "./postgres/quote.ts";
import type { Session } from "./postgres/session.ts";

/** Settings that change how a value looks as text, and with it a checksum. */
const sameLooks = `
  SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'iso_8601';
  SET extra_float_digits = 1; SET bytea_output = 'hex'; SET search_path = pg_catalog`;

/** Tables with rows of their own that a dump would hold: none of the system's, none that an extension brings itself. */
const tablesQuery = `
  SELECT json_build_object('name', n.nspname || '.' || c.relname, 'quoted', format('%I.%I', n.nspname, c.relname))
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (SELECT FROM pg_depend d
                    WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
  ORDER BY n.nspname, c.relname`;

/**
 * The sum over all rows of 64 bits of MD5 of the row as text: independent of order, and the same on every version and
 * processor, which PostgreSQL does not promise of its faster internal hashes. It finds damage and loss; restic's
 * encryption is what withstands forgery. Measured on a million rows of ten columns: 1.7 s, beside 1.2 s of plain COPY.
 */
const countQuery = (name: string, quoted: string): string => `
  SELECT json_build_object('name', ${literal(name)}, 'rows', count(*), 'checksum',
    coalesce(sum(('x' || left(md5(longshore_row::text), 16))::bit(64)::bigint), 0)::text)
  FROM ONLY ${quoted} AS longshore_row`;

export async function countTables(session: Session): Promise<readonly TableCount[]> {
  await session.ask(sameLooks);
  const counts: TableCount[] = [];
  for (const line of await session.ask(tablesQuery)) {
    const table = parseObject(line);
    const count = parseObject(await session.askOne(countQuery(textOf(table, "name"), textOf(table, "quoted"))));
    counts.push({ name: textOf(count, "name"), rows: numberOf(count, "rows"), checksum: textOf(count, "checksum") });
  }
  return counts;
}

/** Names of a few things in a database that has just been made for a restore; none where it is empty. */
export async function findObjects(session: Session): Promise<readonly string[]> {
  return session.ask(`
    SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
      AND NOT EXISTS (SELECT FROM pg_depend d
                      WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
    ORDER BY c.relkind = 'S', 1 LIMIT 3`);
}
