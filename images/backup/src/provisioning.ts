/** The statements that provision a tenant; each can be run again and again. */
import { identifier, literal } from "./postgres/quote.ts";
import { scramVerifier } from "./postgres/scram.ts";
import { count, type Environment, required } from "./settings.ts";

/** Every server has it. Odoo listens for notifications on it, so the owner may open it. */
export const maintenance = "postgres";

interface Role {
  readonly name: string;
  readonly quoted: string;
  readonly literal: string;
  /** What the server stores of its password. */
  readonly verifier: string;
}

export interface Plan {
  readonly database: string;
  /** Odoo's role: owns the database and all in it. */
  readonly owner: Role;
  readonly ownerConnections: number;
  /** Reads the database and can do nothing else. */
  readonly backup: Role;
  /** Makes throwaway databases and cannot open the tenant's. */
  readonly verify: Role;
}

/** @throws Failure `settings` for what is missing or cannot be a name or a password */
export function planOf(environment: Environment): Plan {
  const { PGDATABASE } = required(environment, ["PGDATABASE"]);
  identifier(PGDATABASE);
  return {
    database: PGDATABASE,
    owner: roleOf(environment, "OWNER"),
    ownerConnections: count(environment, "OWNER_CONNECTIONS", standardConnections, 1),
    backup: roleOf(environment, "BACKUP"),
    verify: roleOf(environment, "VERIFY"),
  };
}

/** Connections of Odoo's role where `OWNER_CONNECTIONS` is not set: Odoo's own default for one process. */
const standardConnections = 64;
/** Connections of the other roles: a held one, parallel jobs, and one to spare for a second run that is refused. */
const helperConnections = 12;

function roleOf(environment: Environment, prefix: "OWNER" | "BACKUP" | "VERIFY"): Role {
  const values = required(environment, [`${prefix}_USER`, `${prefix}_PASSWORD`]);
  const name = values[`${prefix}_USER`];
  return {
    name,
    quoted: identifier(name),
    literal: literal(name),
    verifier: scramVerifier(values[`${prefix}_PASSWORD`]),
  };
}

/**
 * Roles, their limits and their passwords; a changed password takes hold with the next connection. Since PostgreSQL 16 an
 * administrator who is not a superuser must grant himself what a role that he made may do.
 */
export function roleStatements({ owner, ownerConnections, backup, verify }: Plan): string {
  const role = ({ quoted, literal: name, verifier }: Role, attributes: string) => `
    SELECT ${literal(`CREATE ROLE ${quoted}`)} WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = ${name}) \\gexec
    ALTER ROLE ${quoted} LOGIN ${attributes} PASSWORD ${literal(verifier)};`;
  return `
    ${role(owner, `NOCREATEDB CONNECTION LIMIT ${ownerConnections}`)}
    ${role(backup, `NOCREATEDB CONNECTION LIMIT ${helperConnections}`)}
    ${role(verify, `CREATEDB CONNECTION LIMIT ${helperConnections}`)}
    GRANT ${owner.quoted} TO CURRENT_USER WITH INHERIT TRUE, SET TRUE;
    ALTER ROLE ${owner.quoted} SET statement_timeout = '15min';
    ALTER ROLE ${owner.quoted} SET lock_timeout = '60s';
    ALTER ROLE ${owner.quoted} SET idle_in_transaction_session_timeout = '15min';
    ALTER ROLE ${backup.quoted} SET default_transaction_read_only = on;
    ALTER ROLE ${backup.quoted} SET lock_timeout = '60s'`;
}

/**
 * The database, closed to everyone but its owner and the backup role. `template0` with collation C is what Odoo itself
 * makes (its `service/db.py`), and keeps indexes valid on a server with another C library.
 */
export function databaseStatements({ database, owner, backup, verify }: Plan): string {
  const quoted = identifier(database);
  const create = `CREATE DATABASE ${quoted} OWNER ${owner.quoted} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C'`;
  return `
    SELECT ${literal(create)} WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = ${literal(database)}) \\gexec
    ALTER DATABASE ${quoted} OWNER TO ${owner.quoted};
    REVOKE ALL ON DATABASE ${quoted} FROM PUBLIC;
    GRANT CONNECT ON DATABASE ${quoted} TO ${backup.quoted};
    REVOKE CONNECT, TEMPORARY ON DATABASE ${maintenance} FROM PUBLIC;
    REVOKE CONNECT, TEMPORARY ON DATABASE template1 FROM PUBLIC;
    GRANT CONNECT ON DATABASE ${maintenance} TO ${owner.quoted}, ${verify.quoted}`;
}

/** Reading rights for the backup role, on what is there and on what Odoo will make. */
export function grantStatements({ owner, backup }: Plan): string {
  const reader = backup.quoted;
  const everySchema = (grant: string) => `
    SELECT format(${literal(grant)}, nspname) FROM pg_namespace
    WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' \\gexec`;
  return `
    ${everySchema(`GRANT USAGE ON SCHEMA %I TO ${reader}`)}
    ${everySchema(`GRANT SELECT ON ALL TABLES IN SCHEMA %I TO ${reader}`)}
    ${everySchema(`GRANT SELECT ON ALL SEQUENCES IN SCHEMA %I TO ${reader}`)}
    ALTER DEFAULT PRIVILEGES FOR ROLE ${owner.quoted} GRANT USAGE ON SCHEMAS TO ${reader};
    ALTER DEFAULT PRIVILEGES FOR ROLE ${owner.quoted} GRANT SELECT ON TABLES TO ${reader};
    ALTER DEFAULT PRIVILEGES FOR ROLE ${owner.quoted} GRANT SELECT ON SEQUENCES TO ${reader}`;
}
