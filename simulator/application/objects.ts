/** What the way of a request depends on, as it stands on the API server. Followed only from the first request on. */
import type { Api } from "../kubernetes/api/api.ts";
import { Mirror } from "../kubernetes/api/mirror.ts";
import type { KubernetesObject } from "../kubernetes/api/model.ts";
import {
  configMaps,
  endpointSlices,
  nodes,
  pods,
  type Resource,
  secrets,
  services,
} from "../kubernetes/api/resources.ts";

/** https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/ingressroute/ (read 2026-11-22). */
export interface IngressRoute extends KubernetesObject {
  readonly spec: {
    readonly routes: readonly {
      readonly match: string;
      readonly services?: readonly { readonly kind?: string; readonly name: string }[];
    }[];
    readonly tls?: { readonly secretName?: string };
  };
}

/** Shares requests among Services. */
export interface TraefikService extends KubernetesObject {
  readonly spec: {
    readonly weighted?: { readonly services?: readonly { readonly name: string; readonly weight?: number }[] };
  };
}

const apiVersion = "traefik.io/v1alpha1";
export const ingressRoutes: Resource<IngressRoute> = {
  apiVersion,
  kind: "IngressRoute",
  plural: "ingressroutes",
  namespaced: true,
};
export const traefikServices: Resource<TraefikService> = {
  apiVersion,
  kind: "TraefikService",
  plural: "traefikservices",
  namespaced: true,
};

export function followObjects(api: Api) {
  const mirrors = {
    routes: new Mirror(api, ingressRoutes),
    shares: new Mirror(api, traefikServices),
    services: new Mirror(api, services),
    slices: new Mirror(api, endpointSlices),
    pods: new Mirror(api, pods),
    nodes: new Mirror(api, nodes),
    secrets: new Mirror(api, secrets),
    configMaps: new Mirror(api, configMaps),
  };
  const all = Object.values(mirrors);
  return {
    ...mirrors,
    /** @throws ApiError where the cluster does not serve Traefik's kinds yet */
    start: () => Promise.all(all.map((mirror) => mirror.start())),
    stop: () => Promise.all(all.map((mirror) => mirror.stop())),
  };
}

export type Followed = ReturnType<typeof followObjects>;
