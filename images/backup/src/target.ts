/**
 * The database that a restore fills. It must be empty; while a restore is under way a schema marks it, so that a restore
 * that was cut short can be started again, and nobody takes half a database for a whole one.
 */
import { Failure } from "./failure.ts";
import { literal } from "./postgres/quote.ts";
import type { Session } from "./postgres/session.ts";
import type { Environment } from "./settings.ts";
import { findObjects } from "./tables.ts";

const marker = "longshore_restore_unfinished";

/** @returns the backup with which a restore began here that did not end */
export async function begunWith(session: Session): Promise<string | undefined> {
  const found = await session.ask(`
    SELECT coalesce(obj_description(oid, 'pg_namespace'), '') FROM pg_namespace WHERE nspname = '${marker}'`);
  return found[0];
}

/** @returns whether an earlier restore of the same backup began here and did not end */
export async function isUnfinished(session: Session, backup: string): Promise<boolean> {
  const began = await begunWith(session);
  if (began === undefined || began === backup) return began !== undefined;
  throw new Failure(
    "occupied",
    `the database holds half of another restore, of ${began}`,
    `finish that one, or drop the database and provision it again`,
  );
}

/**
 * Whether to restore over what is there. The database's name is asked for, so that nobody says so by habit.
 * @throws Failure `settings` where `REPLACE` names another database
 */
export function mayReplace({ REPLACE }: Environment, database: string): boolean {
  if (!REPLACE) return false;
  if (REPLACE === database) return true;
  throw new Failure(
    "settings",
    `environment: REPLACE is ${REPLACE}, but PGDATABASE is ${database}`,
    "set REPLACE to the name of the database whose content may go, or leave it out",
  );
}

/** @throws Failure `occupied` that names what was found */
export async function refuseOccupied(session: Session, names: () => Promise<readonly string[]>): Promise<void> {
  const objects = await findObjects(session);
  if (objects.length > 0) {
    throw new Failure(
      "occupied",
      `the database is not empty, it has ${objects.join(", ")}`,
      "restore into a database that provision has just made, or set REPLACE",
    );
  }
  const files = await names();
  if (files.length > 0) {
    throw new Failure(
      "occupied",
      `FILES_REMOTE is not empty, it has ${files.slice(0, 3).join(", ")}`,
      "restore into a path that holds no files, or set REPLACE",
    );
  }
}

export async function begin(session: Session, backup: string): Promise<void> {
  await session.ask(`
    BEGIN; CREATE SCHEMA ${marker}; COMMENT ON SCHEMA ${marker} IS ${literal(backup)}; COMMIT`);
}

export async function finish(session: Session): Promise<void> {
  await session.ask(`DROP SCHEMA ${marker}`);
}

/**
 * Drops what half a restore left: every object that belongs to no extension, one statement each, because one transaction
 * could not hold that many locks.
 */
export async function clearDatabase(session: Session): Promise<void> {
  await session.ask(`
    SELECT format('DROP SCHEMA %I CASCADE', nspname) FROM pg_namespace
    WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public', '${marker}') \\gexec
    SELECT format('DROP %s IF EXISTS %s CASCADE',
      CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
                     WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END, c.oid::regclass)
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
    \\gexec
    SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', p.oid::regprocedure) FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
    \\gexec
    SELECT format('DROP TYPE IF EXISTS %s CASCADE', t.oid::regtype) FROM pg_type t
    WHERE t.typnamespace = 'public'::regnamespace AND t.typtype IN ('d', 'e', 'r') \\gexec`);
}
