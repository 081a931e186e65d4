/** Which names a cluster's objects ask for: sigs.k8s.io/external-dns v0.22.0, source/service.go and source/traefik_proxy.go. */
import * as z from "zod";
import type { KubernetesObject, Service } from "../../kubernetes/api/model.ts";
import { plainName } from "../records.ts";
import type { Settings } from "./settings.ts";

/** A name, and where it is to lead. */
export interface Endpoint {
  readonly name: string;
  /** Addresses or host names. */
  readonly targets: readonly string[];
  /** Seconds; the provider's default where the object says nothing. */
  readonly ttl: number;
  /** Who asks, for example `service/traefik/traefik`. */
  readonly resource: string;
}

export interface IngressRoute extends KubernetesObject {
  readonly spec?: { readonly routes?: readonly { readonly match?: string }[] };
}

export interface Objects {
  readonly services: readonly Service[];
  readonly routes: readonly IngressRoute[];
}

/** Of Route 53 and Azure DNS alike: provider/aws/aws.go, provider/azure/azure.go. */
const defaultSeconds = 300;
const seconds = z.coerce.number().int().min(1).catch(defaultSeconds);

/** In the order in which they count: the first that asks for a name gets it. */
export function endpointsOf({ services, routes }: Objects, settings: Settings): readonly Endpoint[] {
  const { sources } = settings;
  return [
    ...(sources.includes("service") ? services.flatMap((service) => ofService(service, settings)) : []),
    ...(sources.includes("traefik-proxy") ? routes.flatMap((route) => ofRoute(route, settings)) : []),
  ];
}

function ofService(service: Service, settings: Settings): readonly Endpoint[] {
  if (service.spec.type !== "LoadBalancer") return [];
  const own = (service.status?.loadBalancer?.ingress ?? []).flatMap(({ hostname, ip }) => hostname ?? ip ?? []);
  const written = textsIn(service, "target", settings);
  return endpoints(
    "service",
    service,
    textsIn(service, "hostname", settings),
    written.length > 0 ? written : own,
    settings,
  );
}

/** A route says itself where its names lead: external-dns looks for no load balancer behind it. */
function ofRoute(route: IngressRoute, settings: Settings): readonly Endpoint[] {
  const names = [...textsIn(route, "hostname", settings), ...(route.spec?.routes ?? []).flatMap(hostsOf)];
  return endpoints("ingressroute", route, names, textsIn(route, "target", settings), settings);
}

/** Every name in a rule such as ``Host(`odoo.example.com`) && PathPrefix(`/web`)``. */
function hostsOf({ match = "" }: { readonly match?: string }): readonly string[] {
  const rules = [...match.matchAll(/(?:HostSNI|HostHeader|Host)\s*\(\s*(`.*?`)\s*\)/g)].map(([, list = ""]) => list);
  const hosts = rules.flatMap((list) => [...list.matchAll(/`([^,`]+)`/g)].map(([, host = ""]) => host));
  return hosts.filter((host) => host !== "*");
}

function endpoints(
  kind: string,
  object: KubernetesObject,
  names: readonly string[],
  targets: readonly string[],
  { annotationPrefix }: Settings,
): readonly Endpoint[] {
  if (targets.length === 0) return [];
  const { namespace = "", name: own, annotations = {} } = object.metadata;
  const resource = `${kind}/${namespace}/${own}`;
  const ttl = seconds.parse(annotations[`${annotationPrefix}ttl`] ?? defaultSeconds);
  return names.map((name) => ({ name: plainName(name), targets: targets.map(plainName), ttl, resource }));
}

/** An annotation with several values, separated by commas. */
function textsIn(
  { metadata }: KubernetesObject,
  annotation: string,
  { annotationPrefix }: Settings,
): readonly string[] {
  const text = metadata.annotations?.[`${annotationPrefix}${annotation}`] ?? "";
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
