/** Argo CD's Applications: how they are, and waiting for them. */
import type { Api } from "../api/api.ts";
import type { KubernetesObject } from "../api/model.ts";
import type { Resource } from "../api/resources.ts";
import { WaitTimeout, waitFor } from "../api/wait.ts";

export interface Application extends KubernetesObject {
  readonly status?: {
    /** An Application of several sources has `revisions`, in their order. */
    readonly sync?: { readonly status?: string; readonly revision?: string; readonly revisions?: readonly string[] };
    readonly health?: { readonly status?: string; readonly message?: string };
    readonly conditions?: readonly { readonly type: string; readonly message: string }[];
    readonly operationState?: { readonly phase?: string; readonly message?: string };
  };
}

export const applications: Resource<Application> = {
  apiVersion: "argoproj.io/v1alpha1",
  kind: "Application",
  plural: "applications",
  namespaced: true,
};

/** How one Application is. */
export interface ApplicationState {
  readonly name: string;
  /** `Synced`, `OutOfSync` or `Unknown`. */
  readonly sync: string;
  /** `Healthy`, `Progressing`, `Degraded`, `Suspended`, `Missing` or `Unknown`. */
  readonly health: string;
  /** Why it is not synced and healthy, as far as Argo CD says. */
  readonly message: string;
}

/**
 * Waits until the Applications are what `settled` asks for.
 * @param settled  default: there is at least one, and all are synced and healthy
 * @throws WaitTimeout that names those that are not
 */
export async function untilApplications(
  api: Api,
  timeoutSeconds: number,
  settled: (states: readonly ApplicationState[]) => boolean = (states) => states.length > 0 && states.every(isWell),
): Promise<readonly ApplicationState[]> {
  let last: readonly ApplicationState[] = [];
  try {
    return await waitFor(api, {
      resource: applications,
      timeoutSeconds,
      what: "Argo CD's Applications",
      until: (found) => {
        last = statesOf(found);
        return settled(last) ? last : undefined;
      },
    });
  } catch (error) {
    if (!(error instanceof WaitTimeout)) throw error;
    const unwell = last.filter((state) => !isWell(state));
    const lines = unwell.map(({ name, sync, health, message }) => `${name}: ${sync}, ${health}. ${message}`);
    throw new Error([error.message, ...lines].join("\n"));
  }
}

/**
 * Has Argo CD look now at what has settled and still counts as not well; by itself it looks again after its interval
 * (`timeout.reconciliation`).
 */
export async function refreshSettled(api: Api): Promise<void> {
  const { items } = await api.list(applications);
  const settled = items.filter((item) => item.status?.operationState?.phase !== "Running" && !isWell(stateOf(item)));
  for (const { metadata } of settled) await refreshApplication(api, metadata.name);
}

/** As Argo CD's own button does. */
export async function refreshApplication(api: Api, name: string): Promise<void> {
  const metadata = { annotations: { "argocd.argoproj.io/refresh": "normal" } };
  await api.patch(applications, { name, namespace: "argocd" }, { metadata });
}

const statesOf = (items: readonly Application[]): readonly ApplicationState[] =>
  items.map(stateOf).sort((a, b) => (a.name < b.name ? -1 : 1));

export const isWell = ({ sync, health }: ApplicationState) => sync === "Synced" && health === "Healthy";

function stateOf({ metadata, status }: Application): ApplicationState {
  const { sync, health, conditions = [], operationState } = status ?? {};
  const operation = operationState?.phase === "Succeeded" ? undefined : operationState?.message;
  const messages = [...conditions.map(({ message }) => message), operation, health?.message];
  return {
    name: metadata.name,
    sync: sync?.status || "Unknown",
    health: health?.status || "Unknown",
    message: messages.filter(Boolean).join("; "),
  };
}
