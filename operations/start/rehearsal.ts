/**
 * One backup of one tenant, taken and brought back: the synced CronJob's own command, variables, secrets and identity, on a
 * seeded data set, into a database and a folder of files that were empty before.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { restoresPath } from "../../components/stores.ts";
import type { SimulatorClient } from "../../simulator/control/client.ts";
import type { ClusterAccess } from "../../simulator/control/messages.ts";
import type { Api } from "../../simulator/kubernetes/api/api.ts";
import type { Container, EnvironmentVariable, Pod } from "../../simulator/kubernetes/api/model.ts";
import { pods } from "../../simulator/kubernetes/api/resources.ts";
import { seedTenant } from "../../simulator/seed/index.ts";
import type { Toolchain } from "../../simulator/toolchain/toolchain.ts";
import { withCloudIdentity } from "./cloud-identity.ts";
import { type Outcome, runEntryPoint } from "./entry-point.ts";
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

/** Name of Odoo's service account (gitops/odoo). */
const odoo = "odoo";
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
  const { namespace } = tenant;
  const { outcome: dump } = await runEntryPoint(api, cluster, { namespace, name: dumpJob, timeoutSeconds });
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

/** As Odoo, which is only stood in for: with its database role and its cloud identity. */
export async function seed(
  { client, api, internet }: Omit<Surroundings, "cluster" | "toolchain">,
  tenant: RunningTenant,
  rows: number,
): Promise<void> {
  const { namespace, filesRemote } = tenant;
  const pod = await odooPod(api, namespace);
  const database = await loginOf(client, tenant, await readSecret(api, namespace, secretOf(pod)));
  await withCloudIdentity(client, api, pod, (identity) =>
    seedTenant({ database, filesRemote, filesEnvironment: { ...internet, ...identity }, rows }),
  );
}

export async function odooPod(api: Api, namespace: string): Promise<Pod> {
  const { items } = await api.list(pods, { namespace });
  const pod = items.find(({ spec, status }) => spec.serviceAccountName === odoo && status?.phase === "Running");
  if (!pod) throw new Error(`no pod of Odoo runs in ${namespace}`);
  return pod;
}

/** The Secret in a pod's environment: its name has the date of the passwords in it. */
export function secretOf({ metadata, spec }: Pod): string {
  const [name] = spec.containers.flatMap(({ envFrom = [] }) =>
    envFrom.flatMap(({ secretRef }) => secretRef?.name ?? []),
  );
  if (name === undefined) throw new Error(`pod ${metadata.name} has no Secret in its environment`);
  return name;
}

async function restore(surroundings: Surroundings, tenant: RunningTenant): Promise<Outcome> {
  const { client, cluster, api, toolchain, internet } = surroundings;
  const { namespace, databaseName, filesRemote } = tenant;
  const login = await loginOf(client, tenant, await readSecret(api, namespace, restoreJob));
  const asOwner = (sql: string) => psql(toolchain, { ...login, PGDATABASE: "postgres" }, sql);
  const database = `${databaseName}_rehearsal`;
  const files = rehearsalFolder(filesRemote, new Date());
  const drop = `DROP DATABASE IF EXISTS "${database}"`;
  await asOwner(drop);
  await asOwner(`CREATE DATABASE "${database}"`);
  const change = (container: Container): Container => ({
    ...container,
    args: ["restore"],
    env: withVariables(container.env ?? [], { PGDATABASE: database, FILES_REMOTE: files }),
  });
  const { outcome, pod } = await runEntryPoint(api, cluster, { namespace, name: restoreJob, timeoutSeconds, change });
  await asOwner(drop);
  await withCloudIdentity(client, api, pod, (identity) => removeFiles(toolchain, files, { ...internet, ...identity }));
  return outcome;
}

/** A folder of its own beside the tenant's live files, so that it is empty. */
export function rehearsalFolder(filesRemote: string, now: Date): string {
  const stamp = now.toISOString().replace(/[:.]/g, "-");
  return `${filesRemote.replace(/\btenants(?=\/[^/]+$)/, restoresPath)}/${stamp}`;
}

/** The bucket's lifecycle would do it as well, in some days. */
export async function removeFiles(
  { bin }: Toolchain,
  remote: string,
  variables: Readonly<Record<string, string>>,
): Promise<void> {
  const empty = mkdtempSync(join(tmpdir(), "longshore-empty-"));
  const env = { ...process.env, ...variables, RCLONE_CONFIG: "" };
  try {
    await promisify(execFile)(bin.rclone, ["sync", empty, `${remote}/`], { env });
  } finally {
    rmSync(empty, { recursive: true });
  }
}

/** A container's variables with others in their place or beside them. */
export function withVariables(
  before: readonly EnvironmentVariable[],
  wanted: Readonly<Record<string, string>>,
): readonly EnvironmentVariable[] {
  const others = before.filter(({ name }) => !(name in wanted));
  return [...others, ...Object.entries(wanted).map(([name, value]) => ({ name, value }))];
}
