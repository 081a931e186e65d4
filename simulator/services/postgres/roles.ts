/** Roles of a new server, as RDS makes them. */

export interface Administrator {
  readonly name: string;
  readonly password: string;
}

/**
 * A script that can run again and again. The administrator is no superuser: RDS user guide, "Understanding PostgreSQL roles
 * and permissions" (2026-11).
 */
export function rolesScript({ name, password }: Administrator): string {
  const role = identifier(name);
  return `
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'rds_superuser') THEN
    CREATE ROLE rds_superuser NOLOGIN;
    GRANT pg_monitor, pg_signal_backend, pg_checkpoint TO rds_superuser WITH ADMIN OPTION;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = ${literal(name)}) THEN
    CREATE ROLE ${role} LOGIN CREATEDB CREATEROLE IN ROLE rds_superuser;
    ALTER DATABASE postgres OWNER TO ${role};
    ALTER DATABASE template1 OWNER TO ${role};
  END IF;
END $$;
ALTER ROLE ${role} PASSWORD ${literal(password)};
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
