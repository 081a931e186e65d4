/** The statements that provision a tenant; each can be run again and again. */
import { Failure } from "./failure.ts";
import { holdLogins, lease } from "./fence/lease.ts";
import { identifier, literal } from "./postgres/quote.ts";
import { scramVerifier } from "./postgres/scram.ts";
import { count, type Environment, required } from "./settings.ts";

/** Every server has it. Odoo listens for notifications on it, so the owner may open it. */
export const maintenance = "postgres";

interface Name {
  readonly name: string;
  readonly quoted: string;
  readonly literal: string;
}

/** What a client logs in as. */
interface Login extends Name {
  /** What the server stores of its password. */
  readonly verifier: string;
}

/** What owns and may; it has no password. */
export interface Role extends Name {
  /** The one in use and, while passwords are made anew, the one before it: docs/decisions/rotation.md. */
  readonly logins: readonly Login[];
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
  /** Copies and renames the database for an upgrade: it may do what the owner may, and make databases. */
  readonly upgrade: Role;
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
    upgrade: roleOf(environment, "UPGRADE"),
  };
}

/** Connections of Odoo's role where `OWNER_CONNECTIONS` is not set: Odoo's own default for one process. */
const standardConnections = 64;
/** Connections of the other roles: a held one, parallel jobs, and one to spare for a second run that is refused. */
const helperConnections = 12;

/** A login is named after its role and the date of its password; without a date, the role itself logs in. */
const dated = /_\d{8}$/;

function roleOf(environment: Environment, prefix: "OWNER" | "BACKUP" | "VERIFY" | "UPGRADE"): Role {
  const inUse = required(environment, [`${prefix}_USER`, `${prefix}_PASSWORD`]);
  const current = loginOf(inUse[`${prefix}_USER`], inUse[`${prefix}_PASSWORD`]);
  const role = nameOf(current.name.replace(dated, ""));
  if (!environment[`${prefix}_PREVIOUS_USER`]) return { ...role, logins: [current] };
  const before = required(environment, [`${prefix}_PREVIOUS_USER`, `${prefix}_PREVIOUS_PASSWORD`]);
  const previous = loginOf(before[`${prefix}_PREVIOUS_USER`], before[`${prefix}_PREVIOUS_PASSWORD`]);
  if (previous.name.replace(dated, "") === role.name) return { ...role, logins: [current, previous] };
  throw new Failure(
    "settings",
    `${previous.name} is no login of ${role.name}`,
    `set ${prefix}_PREVIOUS_USER to ${role.name} with another date, or to nothing`,
  );
}

const nameOf = (name: string): Name => ({ name, quoted: identifier(name), literal: literal(name) });

const loginOf = (name: string, password: string): Login => ({ ...nameOf(name), verifier: scramVerifier(password) });

/**
 * Roles, and the logins with their limits and passwords; a changed password takes hold with the next connection. A login
 * acts as its role from its first statement, so that all that it makes belongs to the role and outlives the login.
 *
 * Since PostgreSQL 16 an administrator who is not a superuser must grant himself what a role that he made may do.
 * It is one transaction: nobody is locked out between two statements.
 */
export function roleStatements({ owner, ownerConnections, backup, verify, upgrade }: Plan, validity: Validity): string {
  const limits = [
    "statement_timeout = '15min'",
    "lock_timeout = '60s'",
    "idle_in_transaction_session_timeout = '15min'",
  ];
  const reading = ["default_transaction_read_only = on", "lock_timeout = '60s'"];
  const logins = [owner, backup, verify, upgrade].flatMap((role) => role.logins);
  return `
    BEGIN;
    DO $logins$ BEGIN ${holdLogins} END $logins$;
    ${statementsOf(owner, { may: "NOCREATEDB", connections: ownerConnections, settings: limits })}
    ${statementsOf(backup, { may: "NOCREATEDB", connections: helperConnections, settings: reading })}
    ${statementsOf(verify, { may: "CREATEDB", connections: helperConnections, settings: [] })}
    ${statementsOf(upgrade, { may: "CREATEDB", connections: helperConnections, settings: [] })}
    GRANT ${owner.quoted} TO ${upgrade.quoted} WITH INHERIT TRUE, SET TRUE;
    ${mayEnd(upgrade, owner)}
    ${logins.map((login) => validFor(login, validity)).join("\n    ")}
    COMMIT`;
}

/**
 * How long logins are valid: `forever`; for a `lease`, which the fence then renews; or `as before`, when nobody knows who is
 * primary.
 */
export type Validity = "forever" | "lease" | "as before";

function validFor({ quoted, name }: Name, validity: Validity): string {
  if (validity === "as before") return "";
  if (validity === "forever") return `ALTER ROLE ${quoted} VALID UNTIL 'infinity';`;
  const until = `clock_timestamp() + interval '${lease.length} seconds'`;
  return `SELECT format('ALTER ROLE %I VALID UNTIL %L', ${literal(name)}, ${until}) \\gexec`;
}

/** Only a member of a login may end its connections; a member of its role may not. */
const mayEnd = (member: Role, { name, logins }: Role): string =>
  logins
    .filter((login) => login.name !== name)
    .map((login) => `GRANT ${login.quoted} TO ${member.quoted} WITH INHERIT TRUE, SET FALSE;`)
    .join("\n    ");

interface Manner {
  readonly may: "CREATEDB" | "NOCREATEDB";
  /** Of each login. */
  readonly connections: number;
  /** Of each session, as `ALTER ROLE … SET` takes them. */
  readonly settings: readonly string[];
}

function statementsOf(role: Role, { may, connections, settings }: Manner): string {
  const create = ({ quoted, literal: name }: Name) => `
    SELECT ${literal(`CREATE ROLE ${quoted}`)} WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = ${name}) \\gexec`;
  const logins = role.logins.map((login) => {
    const own = login.name === role.name;
    const all = own ? settings : [...settings, `role = ${role.literal}`];
    return `
    ${create(login)}
    ${own ? "" : `GRANT ${role.quoted} TO ${login.quoted} WITH INHERIT TRUE, SET TRUE;`}
    ALTER ROLE ${login.quoted} LOGIN CONNECTION LIMIT ${connections} PASSWORD ${literal(login.verifier)};
    ${all.map((setting) => `ALTER ROLE ${login.quoted} SET ${setting};`).join("\n    ")}`;
  });
  return `
    ${create(role)}
    ALTER ROLE ${role.quoted} NOLOGIN ${may} PASSWORD NULL;
    GRANT ${role.quoted} TO CURRENT_USER WITH INHERIT TRUE, SET TRUE;
    ${logins.join("")}`;
}

/** Logins of a role that are not among those that it should have. */
export function formerLogins({ literal: role, logins }: Role): string {
  const names = logins.map(({ literal: name }) => name).join(", ");
  return `
    SELECT member.rolname FROM pg_auth_members
    JOIN pg_roles member ON member.oid = pg_auth_members.member
    JOIN pg_roles role ON role.oid = pg_auth_members.roleid
    WHERE role.rolname = ${role} AND member.rolname ~ ('^' || ${role} || '_[0-9]{8}$') AND member.rolname NOT IN (${names})`;
}

/** Milliseconds that an ended connection gets to be gone. */
const partingMs = 10_000;

/** Ends a login: nobody comes in with it, whoever is in goes, and what it may have made belongs to its role. */
export function retireStatements(role: Role, login: string): string {
  const quoted = identifier(login);
  return `
    GRANT ${quoted} TO CURRENT_USER WITH INHERIT TRUE, SET TRUE;
    ALTER ROLE ${quoted} NOLOGIN PASSWORD NULL;
    SELECT pg_terminate_backend(pid, ${partingMs}) FROM pg_stat_activity WHERE usename = ${literal(login)};
    REASSIGN OWNED BY ${quoted} TO ${role.quoted};
    DROP ROLE ${quoted}`;
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
