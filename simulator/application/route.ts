/**
 * Where a request for a host name goes. The host alone decides: Traefik's rules about paths, its limits and its other
 * middlewares are not stood in for.
 */
import type { EndpointSlice, Pod } from "../kubernetes/api/model.ts";
import type { IngressRoute, TraefikService } from "./objects.ts";

export interface Route {
  readonly namespace: string;
  /** Services that get requests. */
  readonly services: readonly string[];
  /** Secret with the host's certificate. */
  readonly certificate: string | undefined;
}

/** @returns nothing where no route is for this host */
export function routeOf(
  host: string,
  routes: readonly IngressRoute[],
  shares: readonly TraefikService[],
): Route | undefined {
  for (const { metadata, spec } of routes) {
    const route = spec.routes.find(({ match }) => match === `Host(\`${host}\`)`);
    const { namespace = "default" } = metadata;
    if (!route) continue;
    return {
      namespace,
      services: (route.services ?? []).flatMap(({ kind = "Service", name }) =>
        kind === "Service" ? [name] : sharedAmong(name, namespace, shares),
      ),
      certificate: spec.tls?.secretName,
    };
  }
  return undefined;
}

function sharedAmong(name: string, namespace: string, shares: readonly TraefikService[]): readonly string[] {
  const share = shares.find(({ metadata }) => metadata.name === name && metadata.namespace === namespace);
  const weighted = share?.spec.weighted?.services ?? [];
  return weighted.filter(({ weight = 1 }) => weight > 0).map((service) => service.name);
}

/** Names of the pods that are ready behind a Service. */
export function readyPods(
  { namespace, service }: { readonly namespace: string; readonly service: string },
  slices: readonly EndpointSlice[],
): readonly string[] {
  return slices
    .filter(
      ({ metadata }) => metadata.namespace === namespace && metadata.labels?.["kubernetes.io/service-name"] === service,
    )
    .flatMap(({ endpoints }) => endpoints ?? [])
    .filter(({ conditions }) => conditions?.ready !== false)
    .flatMap(({ targetRef }) => (targetRef?.name === undefined ? [] : [targetRef.name]));
}

/** Whether a pod's processes still run. */
export const lives = ({ metadata, status }: Pod): boolean =>
  metadata.deletionTimestamp === undefined && status?.phase === "Running";
