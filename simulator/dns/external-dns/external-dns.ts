/**
 * Stands in for external-dns: as long as a cluster has a ready pod of it, what its arguments and the cluster's objects ask
 * for stands in the zones.
 */
import type { Api } from "../../kubernetes/api/api.ts";
import { Mirror } from "../../kubernetes/api/mirror.ts";
import type { KubernetesObject, PodSpec, Service } from "../../kubernetes/api/model.ts";
import { type Resource, services } from "../../kubernetes/api/resources.ts";
import type { Controller } from "../../kubernetes/controller.ts";
import { WhenServed } from "../../kubernetes/stand-ins/served.ts";
import type { DnsCloud } from "./clouds.ts";
import { endpointsOf, type IngressRoute } from "./endpoints.ts";
import { planOf } from "./plan.ts";
import { settingsOf } from "./settings.ts";

export interface Deployment extends KubernetesObject {
  readonly spec: { readonly template: { readonly spec: PodSpec } };
  readonly status?: { readonly readyReplicas?: number };
}

const namespaced = true;
export const deployments: Resource<Deployment> = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  plural: "deployments",
  namespaced,
};
const ingressRoutes: Resource<IngressRoute> = {
  apiVersion: "traefik.io/v1alpha1",
  kind: "IngressRoute",
  plural: "ingressroutes",
  namespaced,
};
/** Set by its chart, whatever the release is called. */
const labels = "app.kubernetes.io/name=external-dns";
/** Milliseconds between two looks without an event: the chart's default of `interval`. */
const intervalMs = 60_000;

export class ExternalDns implements Controller {
  readonly #cloud: DnsCloud;
  readonly #deployments: Mirror<Deployment>;
  readonly #services: Mirror<Service>;
  readonly #routes: Mirror<IngressRoute>;
  readonly #whenServed: WhenServed;
  /** Said once, however often it is true. */
  readonly #said = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(api: Api, cloud: DnsCloud) {
    this.#cloud = cloud;
    this.#deployments = new Mirror(api, deployments, { labels });
    this.#services = new Mirror(api, services);
    this.#routes = new Mirror(api, ingressRoutes);
    this.#whenServed = new WhenServed(api, { "ingressroutes.traefik.io": () => this.#routes });
  }

  async start(): Promise<void> {
    const sync = () => this.#sync();
    for (const mirror of [this.#deployments, this.#services, this.#routes]) mirror.on("changed", sync);
    await Promise.all([this.#deployments.start(), this.#services.start(), this.#whenServed.start()]);
    this.#timer = setInterval(sync, intervalMs).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all([this.#deployments.stop(), this.#services.stop(), this.#whenServed.stop()]);
  }

  #sync(): void {
    for (const { metadata, spec, status } of this.#deployments.all()) {
      if ((status?.readyReplicas ?? 0) === 0) continue;
      const { containers, serviceAccountName: serviceAccount = "default" } = spec.template.spec;
      const args = containers.find(({ image }) => image.includes("/external-dns"))?.args ?? [];
      try {
        this.#write(args, { namespace: metadata.namespace ?? "default", serviceAccount });
      } catch (error) {
        this.#say(error instanceof Error ? error.message : String(error));
      }
    }
  }

  #write(args: readonly string[], writer: Parameters<DnsCloud["refusal"]>[1]): void {
    const settings = settingsOf(args);
    if (settings.dryRun) return;
    const objects = { services: this.#services.all(), routes: this.#routes.all() };
    const { changes, conflicts } = planOf(endpointsOf(objects, settings), this.#cloud.zones(), settings);
    for (const conflict of conflicts) this.#say(conflict);
    for (const change of changes) {
      const refusal = this.#cloud.refusal(change, writer);
      if (refusal === undefined) this.#cloud.put(change);
      else this.#say(`${change.set.type} ${change.set.name}: ${refusal}`);
    }
  }

  #say(text: string): void {
    if (!this.#said.has(text)) console.error(`external-dns: ${text}`);
    this.#said.add(text);
  }
}
