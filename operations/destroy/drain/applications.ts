/**
 * Applications. Odoo and backups leave with what they made, so that they end in good order while the database is there;
 * operators stay at work until the cluster goes, because they clean up what they have in the cloud: their Applications
 * leave alone.
 */
import type { Api } from "../../../simulator/kubernetes/api/api.ts";
import { applications } from "../../../simulator/kubernetes/client/applications.ts";
import { root } from "./generators.ts";
import { refuseLeft, removeAll } from "./gone.ts";
import { listKnown, nameOf } from "./kinds.ts";
import type { Limits } from "./limits.ts";

type Application = NonNullable<(typeof applications)["object"]>;

/** With it, Argo CD removes what an Application made before the Application itself goes (Argo CD, "App Deletion", 2026-11). */
const cascade = "resources-finalizer.argocd.argoproj.io";

/** Parts of a tenant that run pods (`longshore.dev/part`, gitops/tenant). */
const withPods = ["odoo", "backup"];
export const endsWithItsPods = ({ metadata }: Application): boolean =>
  withPods.includes(metadata.labels?.["longshore.dev/part"] ?? "");

/** @returns the Applications that went, those first that others follow from */
export async function removeApplications(api: Api, seconds: Limits): Promise<readonly string[]> {
  const found = (await listKnown(api, applications)).filter(({ metadata }) => metadata.name !== root);
  const tenants = found.filter(endsWithItsPods);
  const others = found.filter((application) => !tenants.includes(application));
  // What makes others goes before them, or it would make them again.
  for (const { metadata } of others)
    await api.patch(applications, metadata, { metadata: { finalizers: null }, operation: null });
  refuseLeft(await removeAll(api, applications, others, seconds.applications), "Applications", seconds.applications);
  return [...others.map(nameOf), ...(await endTenants(api, tenants, seconds.tenants))];
}

async function endTenants(api: Api, tenants: readonly Application[], seconds: number): Promise<readonly string[]> {
  for (const { metadata } of tenants) {
    if (metadata.deletionTimestamp) continue;
    await api.patch(applications, metadata, { metadata: { finalizers: [cascade] }, spec: { syncPolicy: null } });
  }
  const left = await removeAll(api, applications, tenants, seconds);
  // Argo CD could not remove everything in time. The cluster goes anyway, and with it what is left.
  for (const { metadata } of left) await api.patch(applications, metadata, { metadata: { finalizers: null } });
  const late = new Set(left.map(nameOf));
  return tenants.map(nameOf).map((name) => (late.has(name) ? `${name} (finalizer removed after ${seconds} s)` : name));
}
