/** What scenarios do with the stack that recovers another one. */
import { join } from "node:path";
import { tenantNamespace } from "../../../components/gitops/facts.ts";
import { isAwake } from "../../../components/standby.ts";
import type { Api } from "../../../simulator/kubernetes/api/api.ts";
import { waitFor } from "../../../simulator/kubernetes/api/wait.ts";
import { refreshApplication } from "../../../simulator/kubernetes/client/applications.ts";
import { cronJobs } from "../../../simulator/kubernetes/client/jobs.ts";
import { workTree } from "../../../simulator/paths.ts";
import { tenantFolders } from "../../../stacks/tenant/folders.ts";
import { readSettings } from "../../settings.ts";
import { findStack, readStacks, type StackPlace } from "../../stacks.ts";
import type { Step, Subject } from "../scenario.ts";
import { deployments, namespaceOf } from "./odoo.ts";

/** Seconds until Argo CD has let Odoo start, on a busy machine. */
const timeoutSeconds = 1200;

/** @throws Error where the stack has no link */
export function recoveryOf({ stack }: StackPlace): StackPlace {
  const { link } = readSettings(workTree, stack);
  if (!link) throw new Error(`${stack} has no second stack: longshore:link names it`);
  return findStack(readStacks(workTree), link.peer);
}

/** Whether a stack waits without a cluster, as its file says. */
export const isPilotLight = ({ stack }: StackPlace): boolean => {
  const { role, link } = readSettings(workTree, stack);
  return !isAwake({ role }, link);
};

/**
 * Waits until every tenant of a stack has a CronJob: those that change a database are there while it is primary.
 * @returns the tenants' namespaces
 */
export async function untilThere(api: Api, { platform }: StackPlace, name: string): Promise<readonly string[]> {
  const namespaces = tenantFolders(join(workTree, "gitops", "platforms", platform)).map(tenantNamespace);
  await refreshApplication(api, "root");
  for (const namespace of namespaces)
    await waitFor(api, {
      resource: cronJobs,
      selection: { namespace, fields: `metadata.name=${name}` },
      timeoutSeconds,
      what: `the CronJob ${name} in ${namespace}`,
      until: ([found]) => found,
    });
  return namespaces;
}

export const watchOdoo = (subject: Subject, recovery: StackPlace): Step => ({
  title: "Watch Odoo start there, and the names follow",
  decides: "nobody",
  type: [
    `kubectl --namespace ${namespaceOf(subject)} get deployment odoo-web --watch`,
    `dig +short ${subject.tenant.spec.hostname}`,
  ],
  expect: "Argo CD sees the role and starts provisioning, the fence, Odoo and external-dns, which moves one record.",
  worked: `A page of https://${subject.tenant.spec.hostname} opens, and an order can be saved.`,
  back: "None. Where pods wait: kubectl describe pod; where the name stays: kubectl --namespace external-dns logs deployment/external-dns.",
  run: async (ground) => {
    const { api } = await ground.open(recovery.stack);
    await refreshApplication(api, "root");
    await waitFor(api, {
      resource: deployments,
      selection: { namespace: namespaceOf(subject), fields: "metadata.name=odoo-web" },
      timeoutSeconds,
      what: `web pods of ${subject.tenant.metadata.name} on ${recovery.stack}`,
      until: ([found]) => (found?.status?.availableReplicas ?? 0) > 0 || undefined,
    });
    ground.tell(`web pods of ${subject.tenant.metadata.name} are ready on ${recovery.stack}`);
    await ground.observer.served(1, timeoutSeconds);
  },
});
