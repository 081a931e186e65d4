/** Rows that are written from outside on both sides of a link at once, numbered; and where each of them is afterwards. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Pool } from "pg";
import type { SimulatorClient } from "../../../simulator/control/client.ts";
import { Load } from "../../drill/observer.ts";
import type { Row } from "../../drill/scenario.ts";

/** A database server, and who administers it. */
export interface Server {
  /** In Pulumi's program, for example `database`: alike on both sides. */
  readonly name: string;
  readonly host: string;
  readonly identifier: string;
  readonly user: string;
  readonly password: string;
}

/** Login and database of whoever writes, made by the administrator as provisioning makes a tenant's. */
const writer = { user: "drill", password: "a-password-of-the-drill", database: "drill" } as const;

/** Its login, as the server knows it. */
export const writerRole = writer.user;

/** Milliseconds: a server that is away shall be noticed soon. */
const patience = 5_000;
/** Rows a second on each server, and how many may wait for their answer. */
const load = { rate: 10, parallel: 2 } as const;

/** The administrator, in the database that every server has or (`reader`) in the one with the rows; or whoever writes them. */
type Who = "administrator" | "reader" | "writer";

async function connect(simulator: SimulatorClient, server: Server, who: Who): Promise<Pool> {
  const address = await simulator.resolve(server.host);
  if (!address) throw new Error(`${server.host} is no server of the simulated cloud`);
  const { user, password } = who === "writer" ? writer : server;
  const pool = new Pool({
    user,
    password,
    database: who === "administrator" ? "postgres" : writer.database,
    host: address,
    ssl: { ca: readFileSync(join(simulator.paths.state, "authority.pem"), "utf8"), servername: server.host },
    max: load.parallel,
    connectionTimeoutMillis: patience,
    query_timeout: patience,
  });
  // A connection that breaks while nobody uses it: the next question opens another.
  pool.on("error", () => undefined);
  return pool;
}

/** One statement. @param who  default the administrator @throws Error with the server's own words */
export async function ask(
  simulator: SimulatorClient,
  server: Server,
  sql: string,
  who: Who = "administrator",
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const pool = await connect(simulator, server, who);
  try {
    return (await pool.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await pool.end();
  }
}

/** Makes login, database and table on a primary's server; what follows it gets them from there. */
export async function furnish(simulator: SimulatorClient, server: Server): Promise<void> {
  await ask(simulator, server, `CREATE ROLE ${writer.user} LOGIN PASSWORD '${writer.password}'`);
  await ask(simulator, server, `GRANT ${writer.user} TO CURRENT_USER`);
  await ask(simulator, server, `CREATE DATABASE ${writer.database} OWNER ${writer.user}`);
  await ask(simulator, server, "CREATE TABLE rows (name text PRIMARY KEY)", "writer");
}

/** What lies on a server, for the administrator: the writer's login may be closed. */
export async function rowsOn(simulator: SimulatorClient, server: Server): Promise<ReadonlySet<string>> {
  return new Set((await ask(simulator, server, "SELECT name FROM rows", "reader")).map(({ name }) => String(name)));
}

/** A steady load on one server. */
export class Writer {
  readonly #label: string;
  readonly #pool: Pool;
  readonly #load: Load;
  #stopped: Promise<void> | undefined;

  private constructor(label: string, pool: Pool, now: () => number) {
    this.#label = label;
    this.#pool = pool;
    this.#load = new Load({
      ...load,
      now,
      send: async (number) => {
        await pool.query("INSERT INTO rows VALUES ($1)", [nameOf(label, number)]);
      },
    });
  }

  /**
   * @param label  in front of each row's number, so that no two writers write the same
   * @param now    seconds, of a clock that all writers share
   */
  static async start(simulator: SimulatorClient, server: Server, label: string, now: () => number): Promise<Writer> {
    const started = new Writer(label, await connect(simulator, server, "writer"), now);
    started.#load.start();
    return started;
  }

  /** Names of rows that were sent, and when each was acknowledged. */
  get book(): ReadonlyMap<string, Row["acknowledged"]> {
    return new Map(this.#load.rows.map(({ number, acknowledged }) => [nameOf(this.#label, number), acknowledged]));
  }

  /** Waits until writes that are sent after now are acknowledged. */
  served(): Promise<void> {
    return this.#load.served(fewest, timeoutSeconds);
  }

  /** Waits until a write that is sent after now fails. */
  refused(): Promise<void> {
    return this.#load.refused(timeoutSeconds);
  }

  /** Resolves when no row waits for its answer any more. */
  stop(): Promise<void> {
    this.#stopped ??= this.#load.stop().then(() => this.#pool.end());
    return this.#stopped;
  }
}

/** Rows that prove that a server serves. */
const fewest = 5;
/** On a busy machine. */
const timeoutSeconds = 300;

const nameOf = (label: string, number: number): string => `${label}-${number}`;
