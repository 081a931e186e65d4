/** The files that tell the Redis server what to do. Pure: the same server always gives the same files. */
import { createHash } from "node:crypto";

export interface RedisUser {
  readonly name: string;
  /** In Redis' own language, for example `on ~app:* +@read`. */
  readonly access: string;
  /** Any of them logs in; none at all lets everybody in under this name. */
  readonly passwords: readonly string[];
}

export interface RedisSettings {
  /** Folder of its data. */
  readonly folder: string;
  /** Unix socket that it listens on; it has no port. */
  readonly socket: string;
  /** File with its users. */
  readonly usersFile: string;
  /** What the user's parameter group says, in the cloud's words. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** Bytes of memory of a simulated cache, whatever its size in the cloud. */
const memory = 64 * 1024 * 1024;

/** Parameters of ElastiCache that Redis knows under the same name and may take from us. */
const honoured = ["maxmemory-policy", "maxmemory-samples", "timeout", "notify-keyspace-events", "activedefrag"];

/** `redis.conf`, and what of the parameters it cannot honour. */
export function redisConfiguration(settings: RedisSettings): {
  readonly text: string;
  readonly standIns: readonly string[];
} {
  const own = Object.entries(settings.parameters).filter(([name]) => honoured.includes(name));
  const others = Object.keys(settings.parameters).filter((name) => !honoured.includes(name));
  const lines = [
    "port 0",
    `unixsocket ${quote(settings.socket)}`,
    "unixsocketperm 700",
    `dir ${quote(settings.folder)}`,
    `aclfile ${quote(settings.usersFile)}`,
    `maxmemory ${memory}`,
    // Written on an orderly end as well, so that the data survive a restart of the simulator.
    "save 60 1",
    ...own.map(([name, value]) => `${name} ${quote(value)}`),
  ];
  return {
    text: `${lines.join("\n")}\n`,
    standIns: [
      `${memory / 1024 / 1024} MiB of memory on one node, no replicas`,
      ...others.map((name) => `${name} has no meaning here`),
    ],
  };
}

/** The user list: a default user that nobody may use unless the users say otherwise, and the simulator's own. */
export function redisUsers(users: readonly RedisUser[], simulatorPassword: string): string {
  const everybody = [
    { name: "default", access: "off -@all", passwords: [] },
    ...users,
    { name: simulatorUser, access: "on ~* &* +@all", passwords: [simulatorPassword] },
  ];
  const byName = new Map(everybody.map((user) => [user.name, user]));
  return [...byName.values()].map(userLine).join("");
}

/** As whom the simulator tells a running server of changes. */
export const simulatorUser = "longshore-simulator";

function userLine({ name, access, passwords }: RedisUser): string {
  const hashes = passwords.map((password) => `#${createHash("sha256").update(password).digest("hex")}`);
  return `${["user", name, "reset", ...(hashes.length > 0 ? hashes : ["nopass"]), access].join(" ")}\n`;
}

const quote = (text: string): string => JSON.stringify(text);
