/** One PostgreSQL server of a simulated database service. */
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Simulator } from "../../simulator.ts";
import { closeFront, openFront } from "../fronts.ts";
import { ownFile, ownFolder, serviceUser } from "../owner.ts";
import { beginArchive, logOf, openWindow } from "./archive.ts";
import { createCluster, untilRestored } from "./cluster.ts";
import { access, configuration, forcesTls, type ServerSettings } from "./configuration.ts";
import { filesOf } from "./files.ts";
import { startPostgresFront } from "./front.ts";
import { psql, runProgram } from "./programs.ts";
import { closeWay, isReplica, openWay, promote, sourcePort } from "./replication.ts";
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
  readonly kind: Primary | Replica;
}

/** A server of its own. One that was a replica until now is promoted. */
export interface Primary {
  readonly administrator: Administrator;
  readonly database: string | undefined;
  /** What a new one begins with; nothing for an empty one. */
  readonly restore?: { readonly from: string; readonly until: Date } | undefined;
}

export interface Replica {
  /** Nothing where it is gone. */
  readonly source: string | undefined;
  /** Of the source. */
  readonly sourcePort: number;
}

/** Starts a server, with what an earlier run left of it, or brings a running one in line. */
export async function startPostgres(simulator: Simulator, server: PostgresServer): Promise<void> {
  const { name, kind } = server;
  const files = filesOf(simulator, name);
  const isNew = !existsSync(join(files.data, "PG_VERSION"));
  if (isNew) await createCluster(simulator, server);
  await beginArchive(simulator, name);
  const restore = isNew && "administrator" in kind ? kind.restore : undefined;
  let changed = configure(simulator, server, restore?.until);
  if ("source" in kind && kind.source) await openWay(simulator, name, kind.source, kind.sourcePort);
  await launch(simulator, name);
  if ("administrator" in kind) {
    if (isReplica(simulator, name)) await promote(simulator, name);
    if (restore) {
      await untilRestored(simulator, name);
      changed = configure(simulator, server);
    }
  }
  if (changed) closeFront(simulator, name);
  await openFront(simulator, name, () => startFront(simulator, server));
  if (changed && (!isNew || restore)) await runProgram(simulator, "pg_ctl", ["reload", "-s", "-D", files.data]);
  if ("administrator" in kind) await furnish(simulator, name, kind);
}

/** Ends a server at once, as a power cut does; its files stay. */
export async function cutPostgres(simulator: Simulator, name: string): Promise<void> {
  closeFront(simulator, name);
  closeWay(simulator, name);
  await simulator.supervisor.kill(name);
}

/** Ends a server and deletes its data. */
export async function removePostgres(simulator: Simulator, name: string): Promise<void> {
  closeFront(simulator, name);
  closeWay(simulator, name);
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
export async function postgresVersion(simulator: Simulator): Promise<string> {
  const line = await runProgram(simulator, "postgres", ["--version"]);
  return /\d+\.\d+/.exec(line)?.[0] ?? line.trim();
}

/** The administrator, the first database, and the beginning of the time to which the server can be brought back. */
async function furnish(simulator: Simulator, name: string, { administrator, database }: Primary): Promise<void> {
  const script = rolesScript(administrator) + (database ? databaseScript(database, administrator.name) : "");
  await psql(simulator, name, script);
  openWindow(simulator, name);
}

function settingsOf(simulator: Simulator, { name, host, port, parameters, kind }: PostgresServer): ServerSettings {
  const files = filesOf(simulator, name);
  return {
    address: addressBehind(simulator, host),
    port,
    socketFolder: files.sockets,
    parameters,
    libraries: libraries(simulator),
    log: logOf(files.archive),
    ...("source" in kind ? { source: { socketFolder: files.source, port: sourcePort } } : {}),
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

/** Writes the server's files; says whether they are others than before. */
function configure(simulator: Simulator, server: PostgresServer, until?: Date): boolean {
  const { data, sockets } = filesOf(simulator, server.name);
  const settings = { ...settingsOf(simulator, server), ...(until ? { until } : {}) };
  ownFolder(sockets);
  const wanted = {
    [join(data, "postgresql.conf")]: configuration(settings).text,
    [join(data, "pg_hba.conf")]: access,
  };
  const changed = Object.entries(wanted).filter(([file, content]) => contentOf(file) !== content);
  for (const [file, content] of changed) ownFile(file, content);
  return changed.length > 0;
}

async function launch(simulator: Simulator, name: string): Promise<void> {
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
      await runProgram(simulator, "pg_isready", ["-q", "-h", sockets]);
      return true;
    },
  });
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
