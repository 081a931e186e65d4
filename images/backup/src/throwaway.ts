/** A database that exists for one piece of work. The role that makes it can create databases and open no tenant's. */
import { Failure } from "./failure.ts";
import { identifier, literal } from "./postgres/quote.ts";
import { Session } from "./postgres/session.ts";
import type { Tools } from "./tools.ts";

/** Every server has it; nothing is written to it. */
const maintenance = "postgres";

/**
 * @param name  the database to make; one that an interrupted run left is dropped first
 * @throws Failure `busy` where another run works with the same name
 */
export async function withThrowaway<Value>(tools: Tools, name: string, work: () => Promise<Value>): Promise<Value> {
  const quoted = identifier(name);
  const holder = new Session(tools, "verify", { database: maintenance });
  try {
    const lock = `SELECT pg_try_advisory_lock(hashtext(${literal(`longshore-verify ${name}`)}))`;
    if ((await holder.askOne(lock)) !== "t") {
      throw new Failure("busy", `another run works with the database ${name}`, "wait for it, then run again");
    }
    await holder.ask(dropStatements(name));
    await holder.ask(`CREATE DATABASE ${quoted} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C'`);
    try {
      await holder.ask(`REVOKE ALL ON DATABASE ${quoted} FROM PUBLIC`);
      return await work();
    } finally {
      await drop(tools, name);
    }
  } finally {
    await holder.close();
  }
}

/** By a connection of its own: the holder's is lost when this process is told to end. */
async function drop(tools: Tools, name: string): Promise<void> {
  const cleaner = new Session(tools, "verify", { database: maintenance }, true);
  try {
    await cleaner.ask(dropStatements(name));
  } finally {
    await cleaner.close();
  }
}

/** Milliseconds that an ended connection gets to be gone. */
const partingMs = 10_000;

/**
 * Only our own connections are ended, as the login, because a role has no power over those who log in for it. `WITH (FORCE)`
 * would end all or none, and PostgreSQL 16 refuses it to everybody but administrators while autovacuum looks at the
 * database; a plain DROP sends autovacuum away itself.
 */
function dropStatements(name: string): string {
  return `
    SET ROLE NONE;
    SELECT pg_terminate_backend(pid, ${partingMs}) FROM pg_stat_activity
    WHERE datname = ${literal(name)} AND usename = current_user;
    RESET ROLE;
    DROP DATABASE IF EXISTS ${identifier(name)}`;
}
