/** Last backups: the tenants' own jobs, as Argo CD has synced them, with their own identities. */
import type { Api } from "../../simulator/kubernetes/api/api.ts";
import type { Container } from "../../simulator/kubernetes/api/model.ts";
import { runCronJob } from "../../simulator/kubernetes/client/jobs.ts";
import { dumpJob, findTenants, type RunningTenant } from "../start/tenants.ts";
import type { Retirement } from "./record.ts";

/** In this order: a backup, its restore into a throwaway database with all checks, and a copy into the locked archives (gitops/backup). */
const jobs = [dumpJob, "backup-verify", "backup-archive"];

/** A final backup is never pruned (images/backup). */
const asFinal = (container: Container): Container => ({
  ...container,
  env: [...(container.env ?? []), { name: "KIND", value: "final" }],
});
/** Seconds that one of them gets: a large tenant's restore takes hours. */
const timeoutSeconds = 6 * 3600;

/**
 * @param tell  says what is in hand
 * @throws Error that names the job that failed; nothing was removed then
 */
export async function takeLastBackups(api: Api, tell: (doing: string) => void): Promise<Retirement["backups"]> {
  const done: Retirement["backups"] = [];
  for (const tenant of await findTenants(api)) done.push(await takeLastBackup(api, tenant, tell));
  return done;
}

/**
 * The last backup of one tenant.
 * @throws Error that names the job that failed; nothing was removed then
 */
export async function takeLastBackup(
  api: Api,
  { name: tenant, namespace }: Pick<RunningTenant, "name" | "namespace">,
  tell: (doing: string) => void,
): Promise<Retirement["backups"][number]> {
  const made: string[] = [];
  for (const name of jobs) {
    tell(`${name} of ${tenant}`);
    const change = name === dumpJob ? { change: asFinal } : {};
    const { job, succeeded, message } = await runCronJob(api, { namespace, name, timeoutSeconds, ...change });
    if (!succeeded)
      throw new Error(
        `${name} of ${tenant} failed: ${message} (kubectl --namespace ${namespace} logs job/${job}). Nothing was removed.`,
      );
    made.push(`${namespace}/${job}`);
  }
  return { tenant, jobs: made, verifiedAt: new Date().toISOString() };
}
