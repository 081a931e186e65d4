/** CronJobs of all tenants at once, run now instead of at their hour. */
import { join } from "node:path";
import { tenantNamespace } from "../../../components/gitops/facts.ts";
import { waitFor } from "../../../simulator/kubernetes/api/wait.ts";
import { refreshApplication } from "../../../simulator/kubernetes/client/applications.ts";
import { cronJobs, runCronJob } from "../../../simulator/kubernetes/client/jobs.ts";
import { workTree } from "../../../simulator/paths.ts";
import { tenantFolders } from "../../../stacks/tenant/folders.ts";
import type { StackPlace } from "../../stacks.ts";
import type { Platform } from "../scenario.ts";

/** Seconds until a CronJob is there, and until its Job ends, on a busy machine. */
const timeoutSeconds = 1200;

/** Namespaces of a platform's tenants. */
export const namespacesOf = ({ platform }: StackPlace): readonly string[] =>
  tenantFolders(join(workTree, "gitops", "platforms", platform)).map(tenantNamespace);

/** Waits until each namespace has a CronJob of this name: Argo CD learns of it from the cluster's facts. */
export async function untilThere({ api, place }: Platform, name: string, namespaces: readonly string[]): Promise<void> {
  await refreshApplication(api, "root");
  await waitFor(api, {
    resource: cronJobs,
    selection: { fields: `metadata.name=${name}` },
    timeoutSeconds,
    what: `the CronJobs ${name} on ${place.stack}: was it linked and brought up?`,
    until: (found) => {
      const there = new Set(found.map(({ metadata }) => metadata.namespace));
      return namespaces.every((namespace) => there.has(namespace)) || undefined;
    },
  });
}

/**
 * Runs the CronJob of this name in each namespace, and waits for the ends.
 * @param namespaces  default those of all tenants
 * @throws Error with the Jobs that failed
 */
export async function runEverywhere(
  platform: Platform,
  name: string,
  namespaces: readonly string[] = namespacesOf(platform.place),
): Promise<void> {
  await untilThere(platform, name, namespaces);
  const ended = await Promise.all(
    namespaces.map((namespace) => runCronJob(platform.api, { namespace, name, timeoutSeconds })),
  );
  const failed = ended.flatMap(({ succeeded, job, message }) => (succeeded ? [] : `${job}: ${message}`));
  if (failed.length > 0) throw new Error(failed.join("; "));
}

/** What an operator types for the same, in one tenant's namespace. */
export const typedJob = (name: string): readonly string[] => {
  const now = `${name.replace(/^[a-z]+-/, "")}-now`;
  return [
    `kubectl --namespace tenant-TENANT create job ${now} --from cronjob/${name}`,
    `kubectl --namespace tenant-TENANT wait --for condition=complete job/${now}`,
  ];
};
