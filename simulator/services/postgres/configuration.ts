/** The files that tell PostgreSQL what to do. Pure: the same server always gives the same files. */

export interface ServerSettings {
  /** Loopback address behind the front that clients connect to. */
  readonly address: string;
  readonly port: number;
  /** Folder of the socket through which the simulator itself comes in. */
  readonly socketFolder: string;
  /** What the user's parameter group says, in the cloud's words. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Libraries that this PostgreSQL can load. */
  readonly libraries: readonly string[];
  /** Folder where finished segments of the log are kept. */
  readonly log: string;
  /** How a replica reaches its source. */
  readonly source?: { readonly socketFolder: string; readonly port: number };
  /** Where the replay of a restored server ends; nothing for one that is not being restored. */
  readonly until?: Date;
}

/** The administrator behind the administrator, as RDS calls it. */
export const superuser = "rdsadmin";

/** Sizes fit for a work station. A killed process loses nothing; a power cut may. */
const small: Readonly<Record<string, string>> = {
  shared_buffers: "32MB",
  max_wal_size: "256MB",
  fsync: "off",
  // A replica that starts later still finds what it missed.
  wal_keep_size: "256MB",
};

/** What the service itself needs, whatever a parameter group says. */
const own = ({ log, source, until }: ServerSettings): Readonly<Record<string, string>> => ({
  // A replica saves what arrives from the beginning, so that it has backups as soon as it is promoted.
  archive_mode: "always",
  // A finished segment is never written to again, so a second name for it is enough.
  wal_recycle: "off",
  archive_command: `test -f ${shellWord(`${log}/%f`)} || ln %p ${shellWord(`${log}/%f`)}`,
  // RDS uploads logs every five minutes: RDS user guide, "Restoring a DB instance to a specified time" (read 2026-11-22).
  archive_timeout: "300s",
  // A lag that is set must not look like a broken connection.
  wal_sender_timeout: "0",
  wal_receiver_timeout: "0",
  wal_retrieve_retry_interval: "500ms",
  ...(source
    ? { primary_conninfo: `host=${connectionWord(source.socketFolder)} port=${source.port} user=${superuser}` }
    : {}),
  ...(until
    ? {
        restore_command: `cp ${shellWord(`${log}/%f`)} %p`,
        // Abbreviations of zones mean nothing yet when a server reads this.
        recovery_target_time: until.toISOString().replace("Z", "+00"),
        recovery_target_action: "promote",
        // Nobody asks it before its time: so parameters that are set later may be larger in the log than here.
        hot_standby: "off",
      }
    : {}),
});

const shellWord = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const connectionWord = (text: string): string => `'${text.replace(/['\\]/g, "\\$&")}'`;

/** `postgresql.conf`, and what of the parameters it cannot honour. */
export function configuration(settings: ServerSettings): {
  readonly text: string;
  readonly standIns: readonly string[];
} {
  const { parameters, libraries } = settings;
  const wanted = (parameters.shared_preload_libraries ?? "").split(",").filter(Boolean);
  const missing = wanted.filter((library) => !libraries.includes(library));
  const honoured = Object.entries(parameters).filter(([name]) => !isCloudOnly(name));
  const values: Record<string, string> = {
    ...small,
    ...Object.fromEntries(honoured.filter(([, value]) => !isFormula(value))),
    shared_preload_libraries: wanted.filter((library) => libraries.includes(library)).join(","),
    listen_addresses: settings.address,
    port: String(settings.port),
    unix_socket_directories: settings.socketFolder,
    password_encryption: "scram-sha-256",
    ...own(settings),
  };
  const lines = Object.entries(values).map(([name, value]) => `${name} = '${value.replace(/['\\]/g, "$&$&")}'`);
  return {
    text: `${lines.join("\n")}\n`,
    standIns: [
      ...missing.map((library) => `the library ${library} is not in this PostgreSQL`),
      ...honoured.filter(([, value]) => isFormula(value)).map(([name]) => `${name} is sized for this machine`),
      "TLS ends in the simulator, in front of the server",
      "sized for this machine, fsync off: a killed process loses nothing, a power cut may",
    ],
  };
}

/** `pg_hba.conf`. Nobody but the simulator comes in as the superuser. */
export const access = [
  // The socket stands in a folder that only the service's user may enter.
  `local all ${superuser} trust`,
  `local replication ${superuser} trust`,
  `host all ${superuser} all reject`,
  "host all all all scram-sha-256",
  "",
].join("\n");

/**
 * Both clouds force TLS unless told not to: RDS user guide, "Requiring an SSL connection" (2026-11), and
 * https://learn.microsoft.com/azure/postgresql/flexible-server/how-to-connect-tls-ssl (2026-11).
 */
export const forcesTls = (parameters: ServerSettings["parameters"]): boolean =>
  (parameters["rds.force_ssl"] ?? "1") === "1" && (parameters.require_secure_transport ?? "on").toLowerCase() === "on";

/** Parameters that only a cloud has. */
const isCloudOnly = (name: string): boolean =>
  name === "require_secure_transport" ||
  /^(rds|azure|connection_throttle|logfiles|metrics|pg_qs|pgbouncer)\./.test(name);

/** For example `{DBInstanceClassMemory/9531392}`. */
const isFormula = (value: string): boolean => /[{}]/.test(value);
