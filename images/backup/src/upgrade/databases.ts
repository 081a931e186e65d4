/**
 * The three databases of an upgrade, on one server: the tenant's own, the copy that is updated (`_next`) and, after they
 * have changed places, the one before (`_before`). The tenant's own is never updated: until both are renamed in one
 * transaction, the last good database stands under its name, closed to everybody.
 */
import { setTimeout as pause } from "node:timers/promises";
import { Failure } from "../failure.ts";
import { identifier, literal } from "../postgres/quote.ts";
import { Session } from "../postgres/session.ts";
import { maintenance } from "../provisioning.ts";
import type { Tools } from "../tools.ts";

export interface Names {
  readonly live: string;
  readonly next: string;
  readonly before: string;
}

export const namesOf = (live: string): Names => ({ live, next: `${live}_next`, before: `${live}_before` });

/** Milliseconds that an ended connection gets to be gone, and between two looks at who is still there. */
const partingMs = 10_000;
const lookMs = 500;

export class Databases {
  readonly names: Names;
  readonly #tools: Tools;

  constructor(tools: Tools, names: Names) {
    this.#tools = tools;
    this.names = names;
  }

  async exists(name: string): Promise<boolean> {
    const found = await this.#ask(`SELECT datname FROM pg_database WHERE datname = ${literal(name)}`);
    return found.length > 0;
  }

  /** Whether anybody can open it: a run that was cut short leaves the tenant's own closed. */
  async isOpen(name: string): Promise<boolean> {
    const [open] = await this.#ask(`SELECT datallowconn FROM pg_database WHERE datname = ${literal(name)}`);
    return open === "t";
  }

  async open(name: string): Promise<void> {
    await this.#ask(`ALTER DATABASE ${identifier(name)} ALLOW_CONNECTIONS true`);
  }

  /**
   * Nobody comes in any more, whoever starts pods meanwhile, and those inside leave: Odoo's are ended, others are waited for.
   * @param patience  seconds
   * @throws Failure `busy` that names who is still connected
   */
  async close(name: string, patience: number): Promise<void> {
    await this.#ask(`ALTER DATABASE ${identifier(name)} ALLOW_CONNECTIONS false`);
    await this.empty(name, patience);
  }

  /** Odoo comes in no more, whoever starts pods meanwhile, and leaves; whoever reads for a backup still can. */
  async freeze(name: string): Promise<void> {
    await this.#ask(`REVOKE CONNECT ON DATABASE ${identifier(name)} FROM ${await this.owner()}`);
    await this.#endOwn(name);
    // Who was on the way in when the right went is there at a second look.
    await pause(lookMs);
    await this.#endOwn(name);
  }

  async thaw(name: string): Promise<void> {
    await this.#ask(`GRANT CONNECT ON DATABASE ${identifier(name)} TO ${await this.owner()}`);
  }

  /** Ends Odoo's connections and waits for all others to go. */
  async empty(name: string, patience: number): Promise<void> {
    const until = Date.now() + patience * 1000;
    for (;;) {
      await this.#endOwn(name);
      const left = await this.#ask(
        `SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = ${literal(name)} AND usename IS NOT NULL`,
      );
      if (left.length === 0) return;
      if (Date.now() > until)
        throw new Failure(
          "busy",
          `still connected to ${name} after ${patience} s: ${left.join(", ")}`,
          "let that end or end it, then try again",
        );
      await pause(lookMs);
    }
  }

  /** Odoo's role, quoted as a statement needs it. */
  async owner(): Promise<string> {
    const [owner] = await this.#ask(
      `SELECT datdba::regrole FROM pg_database WHERE datname = ${literal(this.names.live)}`,
    );
    return owner ?? "";
  }

  /** A copy of the tenant's own, with the same rights: PostgreSQL copies all but those on the database itself. */
  async clone(): Promise<void> {
    const { live, next } = this.names;
    await this.drop(next);
    const owner = await this.owner();
    await this.#ask(`
      CREATE DATABASE ${identifier(next)} TEMPLATE ${identifier(live)} OWNER ${owner};
      REVOKE ALL ON DATABASE ${identifier(next)} FROM PUBLIC;
      SELECT format('GRANT %s ON DATABASE ${identifier(next)} TO %I', privilege_type, grantee::regrole)
      FROM pg_database, aclexplode(datacl) WHERE datname = ${literal(live)} AND grantee NOT IN (0, datdba) \\gexec`);
  }

  /** The copy takes the tenant's name, and the tenant's own becomes the one before: both or neither. */
  async swap(): Promise<void> {
    const { live, next, before } = this.names;
    await this.drop(before);
    await this.#replace(live, before, next);
  }

  /** The way back after a release that never came up: the one before takes its name again. */
  async swapBack(): Promise<void> {
    const { live, next, before } = this.names;
    await this.drop(next);
    await this.#replace(live, next, before);
    await this.open(live);
    await this.drop(next);
  }

  /** One database makes room under a new name, and another takes its name. */
  async #replace(name: string, leaving: string, coming: string): Promise<void> {
    await this.#ask(`
      BEGIN;
      ALTER DATABASE ${identifier(name)} RENAME TO ${identifier(leaving)};
      ALTER DATABASE ${identifier(coming)} RENAME TO ${identifier(name)};
      COMMIT`);
  }

  async drop(name: string): Promise<void> {
    if (!(await this.exists(name))) return;
    await this.#endOwn(name);
    await this.#ask(`DROP DATABASE ${identifier(name)}`);
  }

  /** Those of Odoo's logins, of which this role is a member, and those that an earlier run of this one left. */
  async #endOwn(name: string): Promise<void> {
    const end = (which: string) => `
      SELECT pg_terminate_backend(pid, ${partingMs}) FROM pg_stat_activity
      WHERE datname = ${literal(name)} AND usename IS NOT NULL AND ${which}`;
    await this.#ask(`${end("pg_has_role(usesysid, 'USAGE')")}; SET ROLE NONE; ${end("usename = session_user")}`);
  }

  /** By a connection of its own each time: what an ending process takes back must not hang on one that was ended. */
  async #ask(sql: string): Promise<readonly string[]> {
    const session = new Session(this.#tools, "upgrade", { database: maintenance }, true);
    try {
      return await session.ask(sql);
    } finally {
      await session.close();
    }
  }
}
