/** One Redis server of a simulated cache service, with TLS in front of it. */
import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Simulator } from "../../simulator.ts";
import { closeFront, openFront } from "../fronts.ts";
import { ownFile, ownFolder, serviceUser } from "../owner.ts";
import { startTlsFront } from "../tls-front.ts";
import { askRedis } from "./client.ts";
import { type RedisUser, redisConfiguration, redisUsers, simulatorUser } from "./configuration.ts";

export interface RedisServer {
  /** Unique within the simulator. */
  readonly name: string;
  /** Host name that clients use. */
  readonly host: string;
  readonly port: number;
  readonly parameters: Readonly<Record<string, string>>;
  readonly users: readonly RedisUser[];
}

/** Starts a server, with what an earlier run left of it, or brings a running one in line. */
export async function startRedis(simulator: Simulator, server: RedisServer): Promise<void> {
  const { supervisor, toolchain } = simulator;
  const files = filesOf(simulator, server.name);
  ownFolder(files.folder);
  ownFolder(files.sockets);
  const password = simulatorPassword(files.password);
  const changed = write(files.configuration, redisConfiguration({ ...files, ...server }).text);
  const usersChanged = write(files.usersFile, redisUsers(server.users, password));
  if (changed) await supervisor.stop(server.name);
  const ask = (command: readonly string[]) => askRedis(files.socket, { user: simulatorUser, password }, command);
  await supervisor.start({
    name: server.name,
    command: toolchain.bin.redisServer,
    args: [files.configuration],
    ...serviceUser(),
    cwd: "/",
    ready: async () => (await ask(["PING"])) === "+PONG",
  });
  if (usersChanged && !changed) await ask(["ACL", "LOAD"]);
  await openFront(simulator, server.name, () => startFront(simulator, server, files.socket));
}

/** Ends a server at once, as a power cut does; what it has written to disk stays. */
export async function cutRedis(simulator: Simulator, name: string): Promise<void> {
  closeFront(simulator, name);
  await simulator.supervisor.kill(name);
}

/** Ends a server and deletes its data. */
export async function removeRedis(simulator: Simulator, name: string): Promise<void> {
  closeFront(simulator, name);
  await simulator.supervisor.stop(name);
  const { folder, sockets } = filesOf(simulator, name);
  for (const path of [folder, sockets]) rmSync(path, { recursive: true, force: true });
}

/** What of the parameters a server cannot honour. */
export function redisStandIns(simulator: Simulator, server: RedisServer): readonly string[] {
  return [
    "TLS ends in the simulator, in front of the server",
    ...redisConfiguration({ ...filesOf(simulator, server.name), ...server }).standIns,
  ];
}

function filesOf({ paths }: Simulator, name: string) {
  const folder = join(paths.data, name);
  // A socket's path must be short: 107 characters at most.
  const sockets = join(paths.run, `redis-${createHash("sha256").update(name).digest("hex").slice(0, 8)}`);
  return {
    folder,
    sockets,
    socket: join(sockets, "redis.sock"),
    configuration: join(folder, "redis.conf"),
    usersFile: join(folder, "users.acl"),
    password: join(folder, "simulator.password"),
  };
}

async function startFront({ certificates, world }: Simulator, { host, port }: RedisServer, socketFile: string) {
  const certificate = await certificates.issue({ hosts: [host] });
  return startTlsFront({ address: world.addressOf(host), port, certificate, socketFile });
}

/** Drawn once for each server. */
function simulatorPassword(file: string): string {
  if (!existsSync(file)) ownFile(file, randomBytes(24).toString("base64url"));
  return readFileSync(file, "utf8");
}

/** Writes a file; says whether it is another one than before. */
function write(file: string, content: string): boolean {
  if (existsSync(file) && readFileSync(file, "utf8") === content) return false;
  ownFile(file, content);
  return true;
}
