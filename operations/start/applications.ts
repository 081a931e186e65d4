/** Waits until Argo CD has brought everything that the repository holds into the cluster. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Api } from "../../simulator/kubernetes/api/api.ts";
import {
  type ApplicationState,
  applications,
  isWell,
  untilApplications,
} from "../../simulator/kubernetes/client/applications.ts";
import { tenantFolders } from "../../stacks/tenants.ts";
import type { Tell } from "./steps.ts";

/** Name of the Application that everything else follows from (components/gitops/root.ts). */
const root = "root";
/** Seconds that all of it gets. On an idle machine it takes two or three minutes. */
const timeoutSeconds = 1500;

/** Names that a stack's Applications will have, from the folders of the repository. */
export function expectedApplications(gitops: string, stack: string): readonly string[] {
  const tenants = tenantFolders(join(gitops, "platforms", stack));
  return [
    root,
    ...readdirSync(join(gitops, "platform")),
    ...tenants.flatMap((tenant) => ["tenant", "odoo", "backup"].map((part) => `${part}-${tenant}`)),
  ].sort();
}

/**
 * @returns all Applications, by name, synced and healthy
 * @throws Error that names those that are not, with what Argo CD says of them
 */
export function syncApplications(
  api: Api,
  expected: readonly string[],
  tell: Tell,
): Promise<readonly ApplicationState[]> {
  return untilApplications(api, timeoutSeconds, (states) => {
    const well = states.filter(isWell);
    const waiting = expected.filter((name) => !well.some((state) => state.name === name));
    tell(waitingFor(waiting), {
      done: well.length,
      total: Math.max(expected.length, states.length),
      unit: "applications",
    });
    return waiting.length === 0 && well.length === states.length;
  });
}

const waitingFor = (names: readonly string[]): string =>
  names.length === 0
    ? "all are synced and healthy"
    : `waiting for ${names.slice(0, 3).join(", ")}${names.length > 3 ? " …" : ""};`;

/** Makes Argo CD look at Git now instead of at its next turn. */
export async function refreshRoot(api: Api): Promise<void> {
  const metadata = { annotations: { "argocd.argoproj.io/refresh": "normal" } };
  await api.patch(applications, { name: root, namespace: "argocd" }, { metadata });
}
