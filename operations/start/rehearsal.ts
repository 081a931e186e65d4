/**
 * One backup of one tenant, taken and brought back: the synced CronJob's own command, variables, secrets and identity, on a
 * seeded data set, into a database and a folder of files that were empty before.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { SimulatorClient } from "../../simulator/control/client.ts";
import type { ClusterAccess } from "../../simulator/control/messages.ts";
import type { Api } from "../../simulator/kubernetes/api/api.ts";
import type { Container, EnvironmentVariable } from "../../simulator/kubernetes/api/model.ts";
import { seedTenant } from "../../simulator/seed/index.ts";
import type { Toolchain } from "../../simulator/toolchain/toolchain.ts";
import { type Outcome, runEntryPoint } from "./entry-point.ts";
import { odoo, odooIdentity } from "./odoo.ts";
import { loginOf, psql } from "./psql.ts";
import { readSecret } from "./secrets.ts";
import type { Tell } from "./steps.ts";
import { dumpJob, type RunningTenant } from "./tenants.ts";

export interface Surroundings {
  readonly client: SimulatorClient;
  readonly cluster: ClusterAccess;
  readonly api: Api;
  readonly toolchain: Toolchain;
  /** The way to the simulated internet. */
  readonly internet: Readonly<Record<string, string>>;
}

export interface Rehearsal {
  readonly tenant: string;
  readonly rows: number;
  readonly files: number;
  /** Of database and files. */
  readonly bytes: number;
  /** The restore compared every row count, checksum and file with what was written down at backup time. */
  readonly verified: boolean;
  /** Of the dump and the restore. */
  readonly seconds: number;
}

/** Its CronJob's identity may read backups and write files; its user may make databases and open none but its own. */
const restoreJob = "backup-verify";
/** Seconds that an entry point gets. */
const timeoutSeconds = 900;

/**
 * @param rows  about how many the tenant's database gets, where it has none yet
 * @throws Error with the entry point's own reason
 */
export async function rehearse(
  surroundings: Surroundings,
  tenant: RunningTenant,
  rows: number,
  tell: Tell,
): Promise<Rehearsal> {
  const { api, cluster } = surroundings;
  tell(`filling the database of ${tenant.name}`);
  await seed(surroundings, tenant, rows);
  tell("taking a backup");
  const dump = await runEntryPoint(api, cluster, { namespace: tenant.namespace, name: dumpJob, timeoutSeconds });
  tell("restoring it into an empty database and an empty folder of files");
  const restored = await restore(surroundings, tenant);
  return {
    tenant: tenant.name,
    rows: restored.rows ?? 0,
    files: restored.files ?? 0,
    bytes: restored.bytes ?? 0,
    verified: restored.verified === true && restored.rows === dump.rows && restored.files === dump.files,
    seconds: Math.round((dump.seconds + restored.seconds) * 10) / 10,
  };
}

/** As Odoo: the tables and the files are its own. */
async function seed(surroundings: Surroundings, tenant: RunningTenant, rows: number): Promise<void> {
  const { client, api } = surroundings;
  await seedTenant({
    database: await loginOf(client, tenant, await readSecret(api, tenant.namespace, odoo)),
    filesRemote: tenant.filesRemote,
    filesEnvironment: await filesEnvironment(surroundings, tenant),
    rows,
  });
}

async function filesEnvironment({ client, api, internet }: Surroundings, { namespace }: RunningTenant) {
  return { ...internet, ...(await odooIdentity(client, api, namespace)) };
}

async function restore(surroundings: Surroundings, tenant: RunningTenant): Promise<Outcome> {
  const { client, cluster, api, toolchain } = surroundings;
  const login = await loginOf(client, tenant, await readSecret(api, tenant.namespace, restoreJob));
  const database = `${tenant.databaseName}_rehearsal`;
  const filesRemote = `${tenant.filesRemote}/rehearsal`;
  const maintenance = { ...login, PGDATABASE: "postgres" };
  const clear = async () => {
    await psql(toolchain, maintenance, `DROP DATABASE IF EXISTS "${database}"`);
    await removeFiles(toolchain, filesRemote, await filesEnvironment(surroundings, tenant));
  };
  await clear();
  await psql(toolchain, maintenance, `CREATE DATABASE "${database}"`);
  const change = (container: Container): Container => ({
    ...container,
    args: ["restore"],
    env: withVariables(container.env ?? [], { PGDATABASE: database, FILES_REMOTE: filesRemote }),
  });
  try {
    return await runEntryPoint(api, cluster, { namespace: tenant.namespace, name: restoreJob, timeoutSeconds, change });
  } finally {
    await clear();
  }
}

/** A folder that is not there is as good as an empty one. */
async function removeFiles(
  { bin }: Toolchain,
  remote: string,
  variables: Readonly<Record<string, string>>,
): Promise<void> {
  const env = { ...process.env, ...variables, RCLONE_CONFIG: "" };
  await promisify(execFile)(bin.rclone, ["delete", `${remote}/`], { env }).catch((error: Error) => {
    if (!error.message.includes("directory not found")) throw error;
  });
}

function withVariables(
  before: readonly EnvironmentVariable[],
  wanted: Readonly<Record<string, string>>,
): readonly EnvironmentVariable[] {
  const others = before.filter(({ name }) => !(name in wanted));
  return [...others, ...Object.entries(wanted).map(([name, value]) => ({ name, value }))];
}
