/** The files that tell PostgreSQL what to do. Pure: the same server always gives the same files. */

export interface ServerSettings {
  /** Address that clients connect to, and nobody else's. */
  readonly address: string;
  readonly port: number;
  /** Folder of the socket through which the simulator itself comes in. */
  readonly socketFolder: string;
  readonly certificateFile: string;
  readonly keyFile: string;
  /** What the user's parameter group says, in the cloud's words. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Libraries that this PostgreSQL can load. */
  readonly libraries: readonly string[];
}

/** The administrator behind the administrator, as RDS calls it. */
export const superuser = "rdsadmin";

/** Sizes fit for a work station. A killed process loses nothing; a power cut may. */
const small: Readonly<Record<string, string>> = {
  shared_buffers: "32MB",
  max_wal_size: "256MB",
  fsync: "off",
  full_page_writes: "off",
  // A replica that starts later still finds what it missed.
  wal_keep_size: "256MB",
};

/** `postgresql.conf`, and what of the parameters it cannot honour. */
export function configuration(settings: ServerSettings): { readonly text: string; readonly standIns: readonly string[] } {
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
    ssl: "on",
    ssl_cert_file: settings.certificateFile,
    ssl_key_file: settings.keyFile,
    ssl_min_protocol_version: "TLSv1.2",
    password_encryption: "scram-sha-256",
  };
  const lines = Object.entries(values).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`);
  return {
    text: `${lines.join("\n")}\n`,
    standIns: [
      ...missing.map((library) => `the library ${library} is not in this PostgreSQL`),
      ...honoured.filter(([, value]) => isFormula(value)).map(([name]) => `${name} is sized for this machine`),
      "sized for this machine, fsync off: a killed process loses nothing, a power cut may",
    ],
  };
}

/** `pg_hba.conf`: with `rds.force_ssl` only TLS connections are let in. */
export function access({ parameters }: Pick<ServerSettings, "parameters">): string {
  // RDS for PostgreSQL 15 and newer forces TLS unless told not to: RDS user guide, "Requiring an SSL connection" (2026-11).
  const connection = (parameters["rds.force_ssl"] ?? "1") === "1" ? "hostssl" : "host";
  return [
    // The socket stands in a folder that only the service's user may enter.
    `local all ${superuser} trust`,
    `local replication ${superuser} trust`,
    `${connection} all ${superuser} all reject`,
    `${connection} all all all scram-sha-256`,
    "",
  ].join("\n");
}

/** Parameters that only the cloud has; see {@link access} for what they do. */
const isCloudOnly = (name: string): boolean => name.startsWith("rds.");

/** For example `{DBInstanceClassMemory/9531392}`. */
const isFormula = (value: string): boolean => /[{}]/.test(value);
