/** Roles of a new server, as managed services make them. */

export interface Administrator {
  readonly name: string;
  /** Nothing for one that keeps the password it has, as a promoted replica's does. */
  readonly password: string | undefined;
  /** The service's own role that stands for "almost a superuser". */
  readonly group: string;
}

/**
 * A script that can run again and again. The administrator is no superuser: RDS user guide, "Understanding PostgreSQL roles
 * and permissions" (2026-11).
 */
export function rolesScript({ name, password, group }: Administrator): string {
  const role = identifier(name);
  const powers = identifier(group);
  return `
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = ${literal(group)}) THEN
    CREATE ROLE ${powers} NOLOGIN;
    GRANT pg_monitor, pg_signal_backend, pg_checkpoint TO ${powers} WITH ADMIN OPTION;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = ${literal(name)}) THEN
    CREATE ROLE ${role} LOGIN CREATEDB CREATEROLE IN ROLE ${powers};
    ALTER DATABASE postgres OWNER TO ${role};
    ALTER DATABASE template1 OWNER TO ${role};
  END IF;
END $$;
-- What the service itself says is in no log of the server, and this holds a password.
SET log_statement = 'none';
SET log_min_duration_statement = -1;
${password === undefined ? "" : `ALTER ROLE ${role} PASSWORD ${literal(password)};`}
`;
}

/** Makes the first database, where one is asked for and not there yet. */
export function databaseScript(database: string, owner: string): string {
  const create = `CREATE DATABASE ${identifier(database)} OWNER ${identifier(owner)}`;
  return `SELECT ${literal(create)} WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = ${literal(database)}) \\gexec\n`;
}

const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Backslashes have no meaning in it: `standard_conforming_strings` is on by default. */
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
