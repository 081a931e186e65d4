/**
 * Services between local pods: stands for the cluster's DNS and kube-proxy. Each Service that a local process talks to gets
 * a loopback address, from which connections go to the Service's ready pods as its EndpointSlices name them.
 */
import type { Server } from "node:net";
import type { World } from "../../world.ts";
import type { Api } from "../api/api.ts";
import { Mirror } from "../api/mirror.ts";
import type { EndpointSlice, Service, ServicePort } from "../api/model.ts";
import { endpointSlices, services } from "../api/resources.ts";
import { forward, type Target } from "./forwarder.ts";
import { parseServiceAddress, type ServiceName } from "./service-name.ts";

export interface ServicesArgs {
  readonly api: Api;
  readonly world: World;
  /** Unique among the simulator's clusters. */
  readonly cluster: string;
  /** The loopback address behind a pod's address; nothing for a pod that is stood in for. */
  readonly loopbackOf: (podAddress: string) => string | undefined;
}

export class Services {
  readonly #args: ServicesArgs;
  readonly #services: Mirror<Service>;
  readonly #slices: Mirror<EndpointSlice>;
  readonly #listening = new Map<string, Server>();

  constructor(args: ServicesArgs) {
    this.#args = args;
    this.#services = new Mirror(args.api, services);
    this.#slices = new Mirror(args.api, endpointSlices);
  }

  async start(): Promise<void> {
    await Promise.all([this.#services.start(), this.#slices.start()]);
  }

  async stop(): Promise<void> {
    await Promise.all([this.#services.stop(), this.#slices.stop()]);
    for (const server of this.#listening.values()) server.close();
  }

  /**
   * Turns `service:port` into an address where that Service answers; any other text stays as it is.
   * @param namespace  of the pod that uses the name
   */
  reach(text: string, namespace: string): string {
    const wanted = parseServiceAddress(text, namespace);
    const service = wanted && this.#services.get(wanted.name, wanted.namespace);
    const port = service?.spec.ports?.find((candidate) => candidate.port === wanted?.port);
    if (!wanted || !port) return text;
    const address = this.#args.world.addressOf(`${wanted.name}.${wanted.namespace}.svc.${this.#args.cluster}`);
    this.#listen({ address, port: port.port }, wanted, port);
    return `${address}:${port.port}`;
  }

  #listen(at: Target, service: ServiceName, port: ServicePort): void {
    const key = `${at.address}:${at.port}`;
    if (this.#listening.has(key)) return;
    this.#listening.set(
      key,
      forward(at, () => this.#ready(service, port)),
    );
  }

  /** The local pods behind a port of a Service that are ready now. */
  #ready({ name, namespace }: ServiceName, port: ServicePort): Target[] {
    const own = this.#slices.all().filter(({ metadata }) => {
      return metadata.namespace === namespace && metadata.labels?.["kubernetes.io/service-name"] === name;
    });
    return own.flatMap(({ endpoints, ports }) => {
      const target = ports?.find((candidate) => (candidate.name ?? "") === (port.name ?? ""))?.port;
      const ready = (endpoints ?? [])
        .filter(({ conditions }) => conditions?.ready !== false)
        .flatMap(({ addresses }) => addresses);
      return ready.flatMap((shown) => {
        const address = this.#args.loopbackOf(shown);
        return address && target !== undefined ? [{ address, port: target }] : [];
      });
    });
  }
}
