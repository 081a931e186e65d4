/** How customers find a platform: the name service, and the load balancers that it must lead to. */
import { Resolver } from "node:dns/promises";
import type { SimulatorClient } from "../../simulator/control/client.ts";
import type { Api } from "../../simulator/kubernetes/api/api.ts";
import { services } from "../../simulator/kubernetes/api/resources.ts";
import type { CloudTime } from "./scenario.ts";

/**
 * Where a host name leads.
 * @throws Error where it leads nowhere
 */
export type Resolve = (host: string) => Promise<string>;

/** Namespace and name of the Service that takes requests in (gitops/platform). */
const gateway = { namespace: "traefik", name: "traefik" } as const;

/** Loopback addresses of the load balancers that the cloud made for a platform's ingress. */
export async function ingressAddresses(client: SimulatorClient, api: Api): Promise<readonly string[]> {
  const service = await api.get(services, gateway.name, gateway.namespace);
  const names = (service?.status?.loadBalancer?.ingress ?? []).flatMap(({ hostname, ip }) => hostname ?? ip ?? []);
  const addresses = await Promise.all(names.map((name) => client.resolve(name)));
  return addresses.flatMap((address) => address ?? []);
}

/** Asks a name server; answers a question anew each time. */
export type Ask = (name: string) => Promise<readonly { readonly address: string; readonly ttl: number }[]>;

/** The simulated world's authority. */
export async function authorityOf(client: SimulatorClient): Promise<Ask> {
  const { address, port } = await client.dns();
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  resolver.setServers([`${address}:${port}`]);
  return (name) => resolver.resolve4(name, { ttl: true });
}

/**
 * Looks names up without a memory, so that a drill does not wait for what resolvers remember; what they would have added is
 * written down instead.
 */
export class Names {
  readonly #ask: Ask;
  readonly #platform: string;
  readonly #last = new Map<string, { readonly address: string; readonly ttl: number }>();
  readonly #moves: CloudTime[] = [];

  /** @param platform  name of the platform's ingress: a host name in a zone of its own owner is an alias of it */
  constructor(ask: Ask, platform: string) {
    this.#ask = ask;
    this.#platform = platform;
  }

  /** What resolvers would still have remembered, for each time that a name came to lead elsewhere. */
  get moves(): readonly CloudTime[] {
    return this.#moves;
  }

  readonly resolve: Resolve = async (host) => {
    const [found] = await this.#ask(host).catch((error: NodeJS.ErrnoException) => {
      // No zone of the platform: its owner's name server has the alias.
      if (error.code === "EREFUSED") return this.#ask(this.#platform);
      throw error;
    });
    if (!found) throw new Error(`${host} has no address`);
    const before = this.#last.get(host);
    this.#last.set(host, found);
    if (before && before.address !== found.address) {
      const what = `resolvers to forget the former address of ${host}`;
      this.#moves.push({ what, took: 0, published: before.ttl, source: "the record's time to live" });
    }
    return found.address;
  };
}
