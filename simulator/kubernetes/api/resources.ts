/** Where kinds are served. Those that the simulator itself reads and writes stand here; others are discovered. */
import type { ConfigMap, EndpointSlice, KubernetesObject, Node, Pod, Secret, Service } from "./model.ts";

/** `T` is what objects of the kind look like, as far as the simulator reads them. */
export interface Resource<T extends KubernetesObject = KubernetesObject> {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  /** Never there at run time: carries `T`. */
  readonly object?: T;
}

const namespaced = true;

export const pods: Resource<Pod> = { apiVersion: "v1", kind: "Pod", plural: "pods", namespaced };
export const secrets: Resource<Secret> = { apiVersion: "v1", kind: "Secret", plural: "secrets", namespaced };
export const configMaps: Resource<ConfigMap> = {
  apiVersion: "v1",
  kind: "ConfigMap",
  plural: "configmaps",
  namespaced,
};
export const services: Resource<Service> = { apiVersion: "v1", kind: "Service", plural: "services", namespaced };
export const nodes: Resource<Node> = { apiVersion: "v1", kind: "Node", plural: "nodes", namespaced: false };
export const namespaces: Resource = { apiVersion: "v1", kind: "Namespace", plural: "namespaces", namespaced: false };
export const endpointSlices: Resource<EndpointSlice> = {
  apiVersion: "discovery.k8s.io/v1",
  kind: "EndpointSlice",
  plural: "endpointslices",
  namespaced,
};
export const serviceAccounts: Resource = {
  apiVersion: "v1",
  kind: "ServiceAccount",
  plural: "serviceaccounts",
  namespaced,
};
export const storageClasses: Resource = {
  apiVersion: "storage.k8s.io/v1",
  kind: "StorageClass",
  plural: "storageclasses",
  namespaced: false,
};
export const customResourceDefinitions: Resource = {
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  plural: "customresourcedefinitions",
  namespaced: false,
};

/**
 * Path of a kind, or of one object with `name`.
 * @param namespace  left out for kinds of the whole cluster, and to list a kind over all namespaces
 */
export function pathOf(resource: Resource, namespace?: string, name?: string): string {
  const { apiVersion, plural, namespaced } = resource;
  const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const scope = namespaced && namespace ? `/namespaces/${encodeURIComponent(namespace)}` : "";
  return `${root}${scope}/${plural}${name ? `/${encodeURIComponent(name)}` : ""}`;
}
