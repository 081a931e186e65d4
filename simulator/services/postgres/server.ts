/** One PostgreSQL server of a simulated database service. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Simulator } from "../../simulator.ts";
import { closeFront, openFront } from "../fronts.ts";
import { ownFile, ownFolder, serviceUser } from "../owner.ts";
import { run } from "../run.ts";
import { access, configuration, forcesTls, superuser } from "./configuration.ts";
import { startPostgresFront } from "./front.ts";
import { type Administrator, databaseScript, rolesScript } from "./roles.ts";

export interface PostgresServer {
  /** Unique within the simulator. */
  readonly name: string;
  /** Host name that clients use. */
  readonly host: string;
  readonly port: number;
  readonly parameters: Readonly<Record<string, string>>;
  /** Major version that was asked for. There is but one PostgreSQL here, which runs whatever this says. */
  readonly version: string | undefined;
  /** A server of its own, or a replica of another one. */
  readonly kind:
    | { readonly administrator: Administrator; readonly database: string | undefined }
    | { readonly source: string };
}

/** Starts a server, with what an earlier run left of it, or brings a running one in line. */
export async function startPostgres(simulator: Simulator, server: PostgresServer): Promise<void> {
  const files = filesOf(simulator, server.name);
  const isNew = !existsSync(join(files.data, "PG_VERSION"));
  if (isNew) await createCluster(simulator, server, files.data);
  const changed = await configure(simulator, server);
  await launch(simulator, server);
  if (changed) closeFront(simulator, server.name);
  await openFront(simulator, server.name, () => startFront(simulator, server));
  if (changed && !isNew) await run(join(simulator.toolchain.postgres, "pg_ctl"), ["reload", "-s", "-D", files.data]);
  if ("administrator" in server.kind) {
    const { administrator, database } = server.kind;
    const script = rolesScript(administrator) + (database ? databaseScript(database, administrator.name) : "");
    await psql(simulator, server.name, script);
  }
}

/** Ends a server and deletes its data. */
export async function removePostgres(simulator: Simulator, name: string): Promise<void> {
  closeFront(simulator, name);
  await simulator.supervisor.stop(name);
  const { folder, sockets } = filesOf(simulator, name);
  for (const path of [folder, sockets]) rmSync(path, { recursive: true, force: true });
}

/** What of its version and its parameters a server cannot honour. */
export function postgresStandIns(simulator: Simulator, server: PostgresServer): readonly string[] {
  const { name, version } = server;
  const real = readFileSync(join(filesOf(simulator, name).data, "PG_VERSION"), "utf8").trim();
  const other = version !== undefined && version !== real;
  const { standIns } = configuration(settingsOf(simulator, server));
  return [...(other ? [`PostgreSQL ${real} runs in place of ${version}`] : []), ...standIns];
}

/** Version of the PostgreSQL that runs, for example `16.14`. */
export async function postgresVersion({ toolchain }: Simulator): Promise<string> {
  const line = await run(join(toolchain.postgres, "postgres"), ["--version"]);
  return /\d+\.\d+/.exec(line)?.[0] ?? line.trim();
}

function filesOf({ paths }: Simulator, name: string) {
  const folder = join(paths.data, name);
  // A socket's path must be short: 107 characters at most.
  const short = createHash("sha256").update(name).digest("hex").slice(0, 8);
  return { folder, data: join(folder, "pgdata"), sockets: join(paths.run, `pg-${short}`) };
}

function settingsOf(simulator: Simulator, { name, host, port, parameters }: PostgresServer) {
  return {
    address: addressBehind(simulator, host),
    port,
    socketFolder: filesOf(simulator, name).sockets,
    parameters,
    libraries: libraries(simulator),
  };
}

async function startFront(simulator: Simulator, { host, port, parameters }: PostgresServer) {
  return startPostgresFront({
    address: simulator.world.addressOf(host),
    port,
    certificate: await simulator.certificates.issue({ hosts: [host] }),
    behind: addressBehind(simulator, host),
    forcesTls: forcesTls(parameters),
  });
}

/** Nobody but the front knows this name. */
const addressBehind = ({ world }: Simulator, host: string): string => world.addressOf(`behind.${host}`);

async function createCluster(simulator: Simulator, { name, kind }: PostgresServer, data: string): Promise<void> {
  const { postgres } = simulator.toolchain;
  ownFolder(filesOf(simulator, name).folder);
  rmSync(data, { recursive: true, force: true });
  if ("source" in kind) {
    const from = ["-h", filesOf(simulator, kind.source).sockets, "-U", superuser];
    await run(join(postgres, "pg_basebackup"), [...from, "-D", data, "-R", "-X", "stream", "-c", "fast", "--no-sync"]);
    return;
  }
  const encoding = ["--encoding=UTF8", "--locale=C.UTF-8"];
  const users = [`--username=${superuser}`, "--auth-local=trust", "--auth-host=scram-sha-256"];
  await run(join(postgres, "initdb"), ["-D", data, ...users, ...encoding, "--no-sync", "--no-instructions"]);
}

/** Writes the server's files; says whether they are others than before. */
async function configure(simulator: Simulator, server: PostgresServer): Promise<boolean> {
  const { data, sockets } = filesOf(simulator, server.name);
  const settings = settingsOf(simulator, server);
  ownFolder(sockets);
  const wanted = {
    [join(data, "postgresql.conf")]: configuration(settings).text,
    [join(data, "pg_hba.conf")]: access,
  };
  const changed = Object.entries(wanted).filter(([file, content]) => contentOf(file) !== content);
  for (const [file, content] of changed) ownFile(file, content);
  return changed.length > 0;
}

async function launch(simulator: Simulator, { name }: PostgresServer): Promise<void> {
  const { supervisor, toolchain } = simulator;
  const { data, sockets } = filesOf(simulator, name);
  // A record of a process that is gone; the supervisor knows that none runs.
  if (supervisor.pid(name) === undefined) rmSync(join(data, "postmaster.pid"), { force: true });
  await supervisor.start({
    name,
    command: join(toolchain.postgres, "postgres"),
    args: ["-D", data],
    ...serviceUser(),
    cwd: "/",
    // "Fast": clients are not waited for.
    stopSignal: "SIGINT",
    ready: async () => {
      await run(join(toolchain.postgres, "pg_isready"), ["-q", "-h", sockets]);
      return true;
    },
  });
}

async function psql(simulator: Simulator, name: string, input: string): Promise<void> {
  const args = ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", filesOf(simulator, name).sockets, "-U", superuser];
  await run(join(simulator.toolchain.postgres, "psql"), [...args, "-d", "postgres"], { input });
}

const contentOf = (file: string): string | undefined => (existsSync(file) ? readFileSync(file, "utf8") : undefined);

/** A PostgreSQL of a distribution keeps its libraries one folder higher than one that was moved here. */
function libraries({ toolchain }: Simulator): readonly string[] {
  return ["postgresql", "."]
    .map((part) => join(toolchain.postgres, "..", "lib", part))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder))
    .filter((file) => file.endsWith(".so"))
    .map((file) => file.slice(0, -".so".length));
}
