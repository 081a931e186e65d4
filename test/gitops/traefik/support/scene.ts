/** Two tenants behind one Traefik, as far as all tests of this folder share them. */
import { ask, type RequestArgs, type Response } from "./client.ts";
import { type Ingress, isServed, startIngress } from "./ingress.ts";
import { endpoints, routesOf, secret, type TenantArgs, type TenantRoutes } from "./tenants.ts";

/** Few enough to be used up in a moment, and refilled no sooner than in a minute. */
const few = { perMinute: 1, burst: 3 };
const nord: TenantArgs = {
  stack: "aws-production",
  name: "velmora-nord",
  inbound: {
    "parcel-carrier": { requestsPerMinute: 1, burst: 3, bodyMiB: 1 },
    "retail-edi": { path: "/edi/orders", requestsPerMinute: 6000, from: ["127.0.0.9/32"] },
  },
  traffic: { logIns: few, inFlight: 2 },
};
const ost: TenantArgs = { stack: "aws-regional", name: "velmora-ost" };

export const passwords = { "parcel-carrier": "of-the-carrier", "retail-edi": "of-the-retailer" } as const;
/** Addresses of the tenants' pods. */
export const podsOf = { nord: ["10.244.0.11", "10.244.0.12"], next: ["10.244.0.21"], ost: ["10.244.1.11"] } as const;

export interface Scene {
  readonly ingress: Ingress;
  readonly nord: TenantRoutes;
  readonly ost: TenantRoutes;
  /** Routes of the first tenant while its ring has a next version. */
  readonly withNext: (weights: { readonly current: number; readonly next: number }) => Promise<TenantRoutes>;
  readonly ask: (tenant: "nord" | "ost", args?: RequestArgs) => Promise<Response>;
}

export async function setUp(): Promise<Scene> {
  const [first, second] = await Promise.all([routesOf(nord), routesOf(ost)]);
  const ingress = await startIngress([first.namespace, second.namespace]);
  const tenants = { nord: first, ost: second };
  const certificates = await Promise.all(
    [first, second].map(async ({ namespace, hostname }) => {
      const { certificate, key } = await ingress.server.certificates.issue({ hosts: [hostname] });
      return secret(namespace, "odoo-tls", "kubernetes.io/tls", { "tls.crt": certificate, "tls.key": key });
    }),
  );
  const credentials = Object.entries(passwords).map(([name, password]) => credential(first.namespace, name, password));
  const pods = [endpoints(first.namespace, "odoo", podsOf.nord), endpoints(second.namespace, "odoo", podsOf.ost)];
  const objects = [...certificates, ...credentials, ...pods, ...first.objects, ...second.objects];
  await ingress.apply(objects, async () => {
    const served = [first, second].map(({ hostname }) => isServed(ingress.entry, hostname));
    return (await Promise.all(served)).every(Boolean);
  });
  return {
    ingress,
    ...tenants,
    withNext: (weights) => routesOf({ ...nord, weights }),
    ask: (tenant, args) => ask(ingress.entry, tenants[tenant].hostname, args),
  };
}

/** What External Secrets makes of an integration's user and password. */
export const credential = (namespace: string, name: string, password: string) =>
  secret(namespace, `integration-${name}`, "kubernetes.io/basic-auth", { username: name, password });

/** @returns the header that names an integration */
export const as = (user: string, password: string): Record<string, string> => ({
  Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`,
});
