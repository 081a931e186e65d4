/** Waits until Argo CD has brought everything that the repository holds into the cluster. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Api } from "../../simulator/kubernetes/api/api.ts";
import {
  type ApplicationState,
  isWell,
  refreshApplication,
  refreshSettled,
  untilApplications,
} from "../../simulator/kubernetes/client/applications.ts";
import { tenantFolders } from "../../stacks/tenant/folders.ts";
import type { Tell } from "./steps.ts";

/** Name of the Application that everything else follows from (components/gitops/root.ts). */
const root = "root";
/** Seconds that all of it gets. On an idle machine it takes two or three minutes. */
const timeoutSeconds = 1500;
/** Milliseconds between two looks for what has settled and was not looked at again. */
const refreshMs = 15_000;

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
export async function syncApplications(
  api: Api,
  expected: readonly string[],
  tell: Tell,
): Promise<readonly ApplicationState[]> {
  await refreshApplication(api, root);
  // A refusal is met again by the waiting itself, which says more about it.
  const timer = setInterval(() => void refreshSettled(api).catch(() => undefined), refreshMs);
  try {
    return await untilApplications(api, timeoutSeconds, (states) => {
      const well = states.filter(isWell);
      const waiting = expected.filter((name) => !well.some((state) => state.name === name));
      const total = Math.max(expected.length, states.length);
      tell(waitingFor(waiting), { done: well.length, total, unit: "applications are well" });
      return waiting.length === 0 && well.length === states.length;
    });
  } finally {
    clearInterval(timer);
  }
}

const waitingFor = (names: readonly string[]): string =>
  names.length === 0 ? "done;" : `waiting for ${names.slice(0, 3).join(", ")}${names.length > 3 ? " …" : ""};`;
