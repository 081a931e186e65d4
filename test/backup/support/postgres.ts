/** One PostgreSQL for all tests of this folder, with an administrator as weak as the clouds' own. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { openSync } from "node:fs";
import { chown, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { readToolchain } from "../../../simulator/toolchain/toolchain.ts";
import { listen } from "../../support/loopback.ts";

const run = promisify(execFile);

/** Not a superuser, like the master user of RDS and the administrator of Azure. */
export const admin = { user: "platform_admin", password: "administrator-password" } as const;

export interface Server {
  readonly port: number;
  /** Asks as superuser, through a socket that only the tests have. */
  ask(sql: string, database?: string): Promise<string>;
  /** What the server has logged so far: every statement that defines something. */
  log(): Promise<string>;
}

let started: Promise<Server & { stop(): Promise<void> }> | undefined;

/** The server, started by whoever asks first. */
export function postgres(): Promise<Server> {
  started ??= start();
  return started;
}

after("PostgreSQL", async function () {
  this.timeout(180_000);
  await (await started)?.stop();
});

async function start(): Promise<Server & { stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "longshore-postgres-"));
  const user = await ownerOf(folder);
  const tool = (name: string) => join(readToolchain().postgres, name);
  const data = join(folder, "data");
  await writeFile(join(folder, "password"), "superuser-password\n");
  await run(
    tool("initdb"),
    [
      "-D",
      data,
      "-U",
      "root",
      "-E",
      "UTF8",
      "--locale=C",
      "--no-sync",
      "--auth-local=trust",
      "--auth-host=scram-sha-256",
    ].concat(`--pwfile=${join(folder, "password")}`),
    { ...user, cwd: folder },
  );
  const port = await freePort();
  const settings = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: folder,
    fsync: "off",
    log_statement: "ddl",
  };
  const logFile = join(folder, "log");
  const logStream = openSync(logFile, "a");
  const child = spawn(
    tool("postgres"),
    ["-D", data, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])],
    { ...user, cwd: folder, stdio: ["ignore", logStream, logStream] },
  );
  const kill = () => child.kill("SIGQUIT");
  process.once("exit", kill);
  const ask = async (sql: string, database = "postgres") => {
    const asked = run(tool("psql"), [
      "-XqAt",
      "-v",
      "ON_ERROR_STOP=1",
      "-h",
      folder,
      "-p",
      `${port}`,
      "-U",
      "root",
      database,
    ]);
    asked.child.stdin?.end(sql);
    return (await asked).stdout.trimEnd();
  };
  await untilReady(child, tool("pg_isready"), folder, port);
  await ask(`
    CREATE ROLE ${admin.user} LOGIN CREATEDB CREATEROLE PASSWORD '${admin.password}';
    ALTER DATABASE postgres OWNER TO ${admin.user};
    ALTER DATABASE template1 OWNER TO ${admin.user};`);
  const stop = async () => {
    const exited = once(child, "exit");
    child.kill("SIGINT");
    await exited;
    process.off("exit", kill);
    await rm(folder, { recursive: true, force: true });
  };
  return { port, ask, log: () => readFile(logFile, "utf8"), stop };
}

/** PostgreSQL refuses to run as root, so root starts it as `nobody`. */
async function ownerOf(folder: string): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const id = async (flag: string) => Number((await run("id", [flag, "nobody"])).stdout);
  const user = { uid: await id("-u"), gid: await id("-g") };
  await chown(folder, user.uid, user.gid);
  return user;
}

async function untilReady(child: ChildProcess, isReady: string, folder: string, port: number): Promise<void> {
  while (child.exitCode === null) {
    const ready = await run(isReady, ["-h", folder, "-p", `${port}`]).then(
      () => true,
      () => false,
    );
    if (ready) return;
  }
  throw new Error(`PostgreSQL ended with ${child.exitCode} before it was ready`);
}

export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  server.close();
  await once(server, "close");
  return port;
}
