/** The database of an investigation: the statements that close it, quieten it and let investigators in. */
import { identifier, literal } from "../../../images/backup/src/postgres/quote.ts";

/** Days that an investigator's login works. */
export const openDays = 7;

/** What the copy is called, beside the tenant's own database on the same server. */
export const copyOf = (database: string): string => `${database}_forensic`;

/** The investigators' login. */
export const investigatorOf = (database: string): string => `${database}_investigator`;

/** Makes it as Odoo would (images/backup/src/provisioning.ts), and nobody but its maker may open it. Each runs by itself. */
export const makeCopy = (database: string): readonly string[] => [
  `CREATE DATABASE ${identifier(copyOf(database))} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C'`,
  `REVOKE ALL ON DATABASE ${identifier(copyOf(database))} FROM PUBLIC`,
];

export const dropCopy = (database: string): string => `DROP DATABASE IF EXISTS ${identifier(copyOf(database))}`;

/**
 * What `odoo neutralize` begins with: clocks, mail servers, its flag (odoo/odoo, odoo/addons/base/data/neutralize.sql), and
 * servers that mail is fetched from. A table that is not there has nothing to say.
 */
export const quieten = `DO $$ BEGIN
  UPDATE ir_cron SET active = false;
  IF to_regclass('ir_mail_server') IS NOT NULL THEN UPDATE ir_mail_server SET active = false; END IF;
  IF to_regclass('fetchmail_server') IS NOT NULL THEN UPDATE fetchmail_server SET active = false; END IF;
  INSERT INTO ir_config_parameter (key, value) VALUES ('database.is_neutralized', 'true')
    ON CONFLICT (key) DO UPDATE SET value = excluded.value;
END $$`;

/** True where it is quiet. */
export const isQuiet = `SELECT (SELECT value = 'true' FROM ir_config_parameter WHERE key = 'database.is_neutralized')
  AND NOT EXISTS (SELECT FROM ir_cron WHERE active)`;

/** As the administrator: a login that reads, for some days. */
export const makeInvestigator = (database: string, password: string, until: string): string => {
  const login = identifier(investigatorOf(database));
  return `CREATE ROLE ${login} LOGIN CONNECTION LIMIT 5 PASSWORD ${literal(password)} VALID UNTIL ${literal(until)};
    ALTER ROLE ${login} SET default_transaction_read_only = on`;
};

export const dropInvestigator = (database: string): string =>
  `DROP ROLE IF EXISTS ${identifier(investigatorOf(database))}`;

/** As the copy's owner, inside the copy. */
export const letIn = (database: string): string => {
  const login = identifier(investigatorOf(database));
  return `GRANT CONNECT ON DATABASE ${identifier(copyOf(database))} TO ${login};
    GRANT USAGE ON SCHEMA public TO ${login};
    GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${login}`;
};
