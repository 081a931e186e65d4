/** What an import does in the cluster: the tenant's own jobs, with its own identities and secrets. */
import { tenantNamespace } from "../../components/gitops/facts.ts";
import type { Api } from "../../simulator/kubernetes/api/api.ts";
import type { Container, EnvironmentVariable, KubernetesObject } from "../../simulator/kubernetes/api/model.ts";
import type { Resource } from "../../simulator/kubernetes/api/resources.ts";
import { jobs, runCronJob, untilFinished } from "../../simulator/kubernetes/client/jobs.ts";
import type { Tenant } from "../../stacks/tenant.ts";
import { findTenants } from "../start/tenants.ts";
import { type Brought, importFolder, upload } from "./upload.ts";

/** Its cloud identity may read what was uploaded, and write files (gitops/backup). */
const restoreJob = "backup-verify";
/** In their order: what an upgrade consists of (docs/odoo-upgrades.md). */
const upgradeJobs = ["odoo-save", "odoo-upgrade", "odoo-start"];
/** Seconds that one job gets: a large tenant's restore takes hours. */
const timeoutSeconds = 6 * 3600;

interface Deployment extends KubernetesObject {
  readonly spec: { readonly replicas?: number };
}
const deployments: Resource<Deployment> = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  plural: "deployments",
  namespaced: true,
};

export interface Import extends Brought {
  readonly tenant: Tenant;
  /** Whether what is in the tenant's database may go. */
  readonly replace: boolean;
  /** Says what is in hand. */
  readonly tell: (doing: string) => void;
}

/** @throws Error that names the job that failed, and where its log is */
export async function bringIn(api: Api, { tenant, replace, tell, ...brought }: Import): Promise<void> {
  const { name } = tenant.metadata;
  const namespace = tenantNamespace(name);
  const running = (await findTenants(api)).find((each) => each.namespace === namespace);
  const upgrade = await jobsOfUpgrade(api, namespace);
  if (!running || upgrade.length < upgradeJobs.length)
    throw new Error(
      `${name} does not run yet. Wait until odoo-${name} and backup-${name} are synced in Argo CD, then import.`,
    );
  const remote = importFolder(running.filesRemote);
  const expect = ({ job, succeeded, message }: Awaited<ReturnType<typeof runCronJob>>) => {
    if (!succeeded)
      throw new Error(
        `${job} of ${name} failed: ${message}\nWhy: kubectl --namespace ${namespace} logs job/${job} --all-containers`,
      );
  };
  tell(`uploading to ${remote}`);
  await upload(remote, brought);
  tell("importing");
  const variables = {
    FILES_REMOTE: running.filesRemote,
    IMPORT_REMOTE: remote,
    ODOO_VERSION: tenant.spec.odoo.version,
    ...(replace ? { REPLACE: running.databaseName } : {}),
  };
  const start = await stop(api, namespace);
  const imported = await runCronJob(api, { namespace, name: restoreJob, timeoutSeconds, change: asImport(variables) });
  if (!imported.succeeded) await start();
  expect(imported);
  // Argo CD brings pods back that it finds stopped; with its Jobs gone it makes the upgrade first.
  await stop(api, namespace);
  for (const { metadata } of upgrade) await api.remove(jobs, { name: metadata.name, namespace });
  for (const { metadata } of upgrade) {
    tell(metadata.name);
    expect(await untilFinished(api, { namespace, job: metadata.name, timeoutSeconds }));
  }
}

/** The container of a verification, as an import: Odoo's own database is put in place by the upgrade's role. */
export function asImport(variables: Readonly<Record<string, string>>): (container: Container) => Container {
  const login = (name: string, key: string): EnvironmentVariable => ({
    name,
    valueFrom: { secretKeyRef: { name: "odoo-upgrade", key } },
  });
  return (container) => ({
    ...container,
    args: ["import"],
    env: [
      ...(container.env ?? []).filter(({ name }) => !(name in variables)),
      ...Object.entries(variables).map(([name, value]) => ({ name, value })),
      login("PGUSER", "upgradeUser"),
      login("PGPASSWORD", "upgradePassword"),
    ],
  });
}

/** The newest of each kind. */
async function jobsOfUpgrade(api: Api, namespace: string): Promise<readonly KubernetesObject[]> {
  const { items } = await api.list(jobs, { namespace, labels: "app.kubernetes.io/component=upgrade" });
  const made = ({ metadata }: KubernetesObject) => metadata.creationTimestamp ?? "";
  return upgradeJobs.flatMap(
    (kind) =>
      items
        .filter(({ metadata }) => metadata.name.startsWith(`${kind}-`))
        .toSorted((a, b) => made(a).localeCompare(made(b)))
        .at(-1) ?? [],
  );
}

/**
 * Nobody works on what is half there, and nothing acts by itself on a database that no release has been tried on.
 * @returns what brings back as many pods as there were
 */
async function stop(api: Api, namespace: string): Promise<() => Promise<void>> {
  const { items } = await api.list(deployments, { namespace, labels: "app.kubernetes.io/name=odoo" });
  const scale = (name: string, replicas: number) => api.patch(deployments, { name, namespace }, { spec: { replicas } });
  for (const { metadata } of items) await scale(metadata.name, 0);
  return async () => {
    for (const { metadata, spec } of items) await scale(metadata.name, spec.replicas ?? 0);
  };
}
