/** Gives Services of type LoadBalancer an address, as the cloud's controller does; `application/` listens there. */
import type { Api } from "../api/api.ts";
import { Mirror } from "../api/mirror.ts";
import type { Service } from "../api/model.ts";
import { services } from "../api/resources.ts";
import { inBackground } from "../background.ts";

export interface LoadBalancersArgs {
  /** Classes that the cloud looks after; a Service without one is looked after as well. */
  readonly classes: readonly string[];
  /** Where a Service's load balancer is found. */
  readonly ingress: (service: Service) => { readonly hostname: string } | { readonly ip: string };
}

export class LoadBalancers {
  readonly #api: Api;
  readonly #args: LoadBalancersArgs;
  readonly #services: Mirror<Service>;

  constructor(api: Api, args: LoadBalancersArgs) {
    this.#api = api;
    this.#args = args;
    this.#services = new Mirror(api, services);
  }

  async start(): Promise<void> {
    this.#services.on("changed", (service) => this.#consider(service));
    await this.#services.start();
  }

  stop(): Promise<void> {
    return this.#services.stop();
  }

  #consider(service: Service): void {
    const { type, loadBalancerClass } = service.spec;
    if (type !== "LoadBalancer" || service.status?.loadBalancer?.ingress) return;
    if (loadBalancerClass && !this.#args.classes.includes(loadBalancerClass)) return;
    const status = { loadBalancer: { ingress: [this.#args.ingress(service)] } };
    const written = this.#api.patch(services, service.metadata, { status }, { subresource: "status" });
    inBackground(`load balancer of ${service.metadata.name}`, written);
  }
}
