/** What scenarios do with the stack that recovers another one. */
import { isAwake } from "../../../components/standby.ts";
import { waitFor } from "../../../simulator/kubernetes/api/wait.ts";
import { refreshApplication } from "../../../simulator/kubernetes/client/applications.ts";
import { workTree } from "../../../simulator/paths.ts";
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
