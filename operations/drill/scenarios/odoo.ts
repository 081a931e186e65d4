/** What scenarios do with a tenant's Odoo: find its pods, wait for it, name its things. */
import { tenantNamespace } from "../../../components/gitops/facts.ts";
import { physicalName } from "../../../components/names.ts";
import type { KubernetesObject, Pod } from "../../../simulator/kubernetes/api/model.ts";
import { pods, type Resource } from "../../../simulator/kubernetes/api/resources.ts";
import { waitFor } from "../../../simulator/kubernetes/api/wait.ts";
import { toContext } from "../../../stacks/platform-args.ts";
import type { Ground, Subject } from "../scenario.ts";

/** Labels of the pods that serve people (gitops/odoo). */
export const webPods = "app.kubernetes.io/name=odoo,app.kubernetes.io/component=web";

interface Deployment extends KubernetesObject {
  readonly spec: { readonly replicas?: number };
  readonly status?: { readonly observedGeneration?: number; readonly availableReplicas?: number };
}

export const deployments: Resource<Deployment> = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  plural: "deployments",
  namespaced: true,
};

export const namespaceOf = ({ tenant }: Subject): string => tenantNamespace(tenant.metadata.name);

/** Name of the tenant's database on its server (components/tenant.ts). */
export const databaseNameOf = ({ tenant }: Subject): string => `odoo_${tenant.metadata.name.replaceAll("-", "_")}`;

/** What the physical names of a tenant's own things begin with; a shared one's are the platform's. */
export function prefixOf({ place, settings, tenant }: Subject): string {
  const { prefix } = toContext(place.stack, settings);
  return tenant.spec.isolation === "dedicated" ? `${prefix}-${tenant.metadata.name}` : prefix;
}

/** Identifier of the tenant's database server on AWS (components/aws/database.ts). */
export const databaseOf = (subject: Subject): string => physicalName(50, prefixOf(subject), "database");

/** @throws Error where none serves */
export async function readyWebPods({ platform, subject }: Ground): Promise<readonly [Pod, ...Pod[]]> {
  const { items } = await platform.api.list(pods, { namespace: namespaceOf(subject), labels: webPods });
  const [first, ...others] = items.filter(isReady);
  if (!first) throw new Error(`no web pod of ${subject.tenant.metadata.name} is ready`);
  return [first, ...others];
}

export const isReady = ({ metadata, status }: Pod): boolean =>
  metadata.deletionTimestamp === undefined &&
  (status?.conditions ?? []).some(({ type, status: is }) => type === "Ready" && is === "True");

/** Waits until as many web pods are available as there are to be. */
export async function untilAvailable({ platform, subject }: Ground, timeoutSeconds: number): Promise<void> {
  await waitFor(platform.api, {
    resource: deployments,
    selection: { namespace: namespaceOf(subject), fields: "metadata.name=odoo-web" },
    timeoutSeconds,
    what: `web pods of ${subject.tenant.metadata.name}`,
    until: ([found]) => {
      const { replicas = 1 } = found?.spec ?? {};
      return found && (found.status?.availableReplicas ?? 0) >= replicas ? true : undefined;
    },
  });
}
