/** A PostgreSQL of its own, without a simulator around it, so that nothing else takes part in what is measured. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { ownFolder, serviceUser } from "../../../simulator/services/owner.ts";

const run = promisify(execFile);

/** About what a small managed server has; the rest is as PostgreSQL ships it. */
const settings = { listen_addresses: "", shared_buffers: "256MB", max_wal_size: "4GB" };
/** Milliseconds between two looks whether it is ready. */
const intervalMs = 50;

export class Server {
  /** libpq's variables, for its superuser. */
  readonly environment: Readonly<Record<string, string>>;
  readonly #tools: string;
  readonly #child: ChildProcess;

  private constructor(tools: string, folder: string, child: ChildProcess) {
    this.environment = { PGHOST: folder, PGPORT: "5432", PGUSER: "bench", PGPASSWORD: "unused", PGSSLMODE: "disable" };
    this.#tools = tools;
    this.#child = child;
  }

  /**
   * @param tools   folder with PostgreSQL's programs
   * @param folder  that may be filled, and where its socket will be
   */
  static async open(tools: string, folder: string): Promise<Server> {
    ownFolder(folder);
    const [data, options] = [join(folder, "data"), { ...serviceUser(), cwd: folder }];
    await run(join(tools, "initdb"), ["-D", data, "-U", "bench", "-E", "UTF8", "--locale=C", "--auth=trust"], options);
    const set = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const program = join(tools, "postgres");
    const child = spawn(program, ["-D", data, "-k", folder, ...set], { ...options, stdio: "ignore" });
    const server = new Server(tools, folder, child);
    while (!(await server.#isReady())) {
      if (child.exitCode !== null) throw new Error(`PostgreSQL ended with ${child.exitCode}`);
      await pause(intervalMs);
    }
    return server;
  }

  /** An empty database in place of whatever was there under this name. */
  async empty(database: string): Promise<void> {
    await this.ask("postgres", `DROP DATABASE IF EXISTS ${database}`);
    await this.ask("postgres", `CREATE DATABASE ${database}`);
  }

  async ask(database: string, sql: string): Promise<string> {
    const args = ["-XqAt", "-v", "ON_ERROR_STOP=1", "-c", sql, database];
    return (await run(join(this.#tools, "psql"), args, { env: this.environment })).stdout.trim();
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const ended = once(this.#child, "exit");
    this.#child.kill("SIGINT");
    await ended;
  }

  #isReady(): Promise<boolean> {
    return run(join(this.#tools, "pg_isready"), { env: this.environment }).then(
      () => true,
      () => false,
    );
  }
}
