/** The kinds that a drain works on, and lists of kinds that a cluster may not know. */
import type { Api, Selection } from "../../../simulator/kubernetes/api/api.ts";
import { ApiError } from "../../../simulator/kubernetes/api/connection.ts";
import type { KubernetesObject } from "../../../simulator/kubernetes/api/model.ts";
import type { Resource } from "../../../simulator/kubernetes/api/resources.ts";

export const applicationSets: Resource = {
  apiVersion: "argoproj.io/v1alpha1",
  kind: "ApplicationSet",
  plural: "applicationsets",
  namespaced: true,
};

export interface Claim extends KubernetesObject {
  readonly spec: { readonly volumeName?: string };
}
export const claims: Resource<Claim> = {
  apiVersion: "v1",
  kind: "PersistentVolumeClaim",
  plural: "persistentvolumeclaims",
  namespaced: true,
};

export interface Volume extends KubernetesObject {
  readonly spec: { readonly persistentVolumeReclaimPolicy?: string };
}
export const volumes: Resource<Volume> = {
  apiVersion: "v1",
  kind: "PersistentVolume",
  plural: "persistentvolumes",
  namespaced: false,
};

export interface Budget extends KubernetesObject {
  readonly status?: { readonly disruptionsAllowed?: number; readonly expectedPods?: number };
}
export const budgets: Resource<Budget> = {
  apiVersion: "policy/v1",
  kind: "PodDisruptionBudget",
  plural: "poddisruptionbudgets",
  namespaced: true,
};

const workload = (kind: string, apiVersion: string): Resource => ({
  apiVersion,
  kind,
  plural: `${kind.toLowerCase()}s`,
  namespaced: true,
});
/** What keeps pods alive, by kind. */
export const keepers: Readonly<Record<string, Resource>> = {
  ReplicaSet: workload("ReplicaSet", "apps/v1"),
  Deployment: workload("Deployment", "apps/v1"),
  StatefulSet: workload("StatefulSet", "apps/v1"),
  DaemonSet: workload("DaemonSet", "apps/v1"),
  Job: workload("Job", "batch/v1"),
};

/** All objects of a kind; none where the cluster does not know the kind. */
export async function listKnown<T extends KubernetesObject>(
  api: Api,
  resource: Resource<T>,
  selection: Selection = {},
): Promise<readonly T[]> {
  try {
    return (await api.list(resource, selection)).items;
  } catch (error) {
    if (error instanceof ApiError && error.code === 404) return [];
    throw error;
  }
}

/** `namespace/name`, or the name of what has no namespace. */
export const nameOf = ({ metadata: { namespace, name } }: KubernetesObject): string =>
  namespace ? `${namespace}/${name}` : name;
