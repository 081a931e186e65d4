/** The tenants of a running platform, and what their synced backup job says of their database and files. */
import type { Api } from "../../simulator/kubernetes/api/api.ts";
import { cronJobs } from "../../simulator/kubernetes/client/jobs.ts";

/** Name of the CronJob that takes a tenant's backups (gitops/backup). */
export const dumpJob = "backup-dump";

export interface RunningTenant {
  readonly name: string;
  readonly namespace: string;
  /** libpq's variables without the credentials. */
  readonly database: Readonly<Record<string, string>>;
  /** Name of the database. */
  readonly databaseName: string;
  readonly host: string;
  /** The tenant's folder of files as rclone takes it. */
  readonly filesRemote: string;
  /** Whether it is another tenant's copy, which is made anew from that one's backups. */
  readonly copy: boolean;
}

/** Name of the CronJob that only a copy has (gitops/odoo). */
const refreshJob = "odoo-refresh";

export async function findTenants(api: Api): Promise<readonly RunningTenant[]> {
  const { items } = await api.list(cronJobs);
  const copies = items.filter(({ metadata }) => metadata.name === refreshJob).map(({ metadata }) => metadata.namespace);
  return items
    .filter(({ metadata }) => metadata.name === dumpJob)
    .map(({ metadata, spec }) => {
      const variables = spec.jobTemplate.spec.template.spec.containers.flatMap(({ env = [] }) => env);
      const given = (name: string) => variables.find((variable) => variable.name === name)?.value ?? "";
      return {
        name: given("TENANT"),
        namespace: metadata.namespace ?? "",
        database: Object.fromEntries(["PGHOST", "PGPORT", "PGDATABASE"].map((name) => [name, given(name)])),
        databaseName: given("PGDATABASE"),
        host: given("PGHOST"),
        filesRemote: given("FILES_REMOTE"),
        copy: copies.includes(metadata.namespace),
      };
    });
}
