/** Tenants' routes as Argo CD renders them, with the pods that a cluster would have behind them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type Traffic, trafficFor } from "../../../../stacks/sizing/traffic.ts";
import { parseTenant } from "../../../../stacks/tenant.ts";
import { gitops } from "../../support/application-sets.ts";
import { platformOf } from "../../support/facts.ts";
import { helmTemplate } from "../../support/helm.ts";
import { type KubernetesObject, objectsIn } from "../../support/objects.ts";

/** Kinds that Traefik reads. */
const routing = ["IngressRoute", "Middleware", "Service", "TraefikService"];

/** A stand-in for an image: nothing pulls it. */
const image = { repository: "ghcr.io/longshore-platform/longshore/odoo", tag: "next", digest: "" };

export interface TenantArgs {
  readonly stack: string;
  readonly name: string;
  /** Added to each integration of this name. */
  readonly inbound?: Readonly<Record<string, object>>;
  /** Laid over what is generated. */
  readonly traffic?: Partial<Traffic>;
  /** As a ring's file has them. */
  readonly weights?: { readonly current: number; readonly next: number };
}

export interface TenantRoutes {
  readonly namespace: string;
  readonly hostname: string;
  readonly objects: readonly KubernetesObject[];
}

export async function routesOf({
  stack,
  name,
  inbound = {},
  traffic = {},
  weights,
}: TenantArgs): Promise<TenantRoutes> {
  const folder = join(gitops, "platforms", stack, name);
  const written = parse(readFileSync(join(folder, "tenant.yaml"), "utf8"));
  for (const integration of written.spec.integrations)
    if (inbound[integration.name]) integration.inbound = inbound[integration.name];
  const tenant = parseTenant(written, `${stack}/${name}`);
  const platform = platformOf("aws-production", { tenants: [name] });
  const [facts] = JSON.parse(platform.facts.tenants);
  const { version } = tenant.spec.odoo;
  const namespace = `tenant-${name}`;
  const text = await helmTemplate({
    chart: join(gitops, "odoo"),
    release: "odoo",
    namespace,
    files: [join(gitops, "rings", `${tenant.spec.ring}.yaml`), join(folder, "generated.yaml")],
    values: {
      ...tenant,
      facts: platform.facts,
      switches: platform.switches,
      tenant: { ...facts, ring: tenant.spec.ring },
      generated: { traffic: { ...trafficFor(tenant), ...traffic } },
      ...(weights ? { next: { odoo: { [version]: image }, weights } } : {}),
    },
  });
  const objects = objectsIn(text).filter(({ kind }) => routing.includes(kind));
  return { namespace, hostname: tenant.spec.hostname, objects };
}

/** Pods of a Service, as its controller would list them. Without addresses the Service has no pod that is ready. */
export function endpoints(namespace: string, service: string, addresses: readonly string[]): KubernetesObject {
  return {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: { name: service, namespace, labels: { "kubernetes.io/service-name": service } },
    addressType: "IPv4",
    endpoints: addresses.map((address) => ({ addresses: [address], conditions: { ready: true, serving: true } })),
    ports: [
      { name: "http", port: 8069, protocol: "TCP" },
      { name: "websocket", port: 8072, protocol: "TCP" },
    ],
  };
}

export function secret(
  namespace: string,
  name: string,
  type: string,
  values: Record<string, string>,
): KubernetesObject {
  return { apiVersion: "v1", kind: "Secret", metadata: { name, namespace }, type, stringData: values };
}

export const namespaceNamed = (name: string): KubernetesObject => ({
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name },
});
