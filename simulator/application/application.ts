/**
 * The application as customers see it: answers at the load balancers of a cluster. Traefik and Odoo are stood in for; which
 * pod answers, with which certificate, login and database, is read from the API server.
 */
import type { Server } from "node:https";
import type { Certificate } from "../certificates.ts";
import { keyOf, Mirror } from "../kubernetes/api/mirror.ts";
import type { Service } from "../kubernetes/api/model.ts";
import { services } from "../kubernetes/api/resources.ts";
import { inBackground } from "../kubernetes/background.ts";
import type { Ask } from "./answers.ts";
import { Backends, type BackendsArgs, refusal } from "./backends.ts";
import { closeFront, openFront, type Reply } from "./front.ts";
import { type Followed, followObjects } from "./objects.ts";
import { routeOf } from "./route.ts";

/** What a request needs to find its way. */
interface Ways {
  readonly followed: Followed;
  readonly backends: Backends;
}

export class Application {
  readonly #args: Omit<BackendsArgs, "followed">;
  readonly #services: Mirror<Service>;
  /** By load balancer. */
  readonly #fronts = new Map<string, Promise<Server>>();
  #ways: Promise<Ways> | undefined;

  constructor(args: Omit<BackendsArgs, "followed">) {
    this.#args = args;
    this.#services = new Mirror(args.api, services);
  }

  async start(): Promise<void> {
    this.#services.on("changed", (service) => this.#open(service));
    this.#services.on("gone", (service) => this.#close(keyOf(service.metadata)));
    await this.#services.start();
  }

  async stop(): Promise<void> {
    await this.#services.stop();
    for (const key of [...this.#fronts.keys()]) this.#close(key);
    const ways = await this.#ways?.catch(() => undefined);
    ways?.backends.end();
    await ways?.followed.stop();
  }

  #open(service: Service): void {
    const [ingress] = service.status?.loadBalancer?.ingress ?? [];
    const name = ingress?.hostname ?? ingress?.ip;
    const key = keyOf(service.metadata);
    if (name === undefined || this.#fronts.has(key)) return;
    const front = openFront({
      address: this.#args.surroundings.world.addressOf(name),
      certificate: (host) => this.#certificate(host),
      answer: (host, ask) => this.#answer(service, host, ask),
    });
    this.#fronts.set(key, front);
    inBackground(`load balancer of ${key}`, front);
  }

  #close(key: string): void {
    const front = this.#fronts.get(key);
    this.#fronts.delete(key);
    if (front) inBackground(`load balancer of ${key}`, front.then(closeFront));
  }

  /** Objects are followed from the first request on: a platform without visitors pays nothing for them. */
  #find(): Promise<Ways> {
    this.#ways ??= this.#follow().catch((error: unknown) => {
      this.#ways = undefined;
      throw error;
    });
    return this.#ways;
  }

  async #follow(): Promise<Ways> {
    const followed = followObjects(this.#args.api);
    try {
      await followed.start();
    } catch (error) {
      await followed.stop();
      throw error;
    }
    return { followed, backends: new Backends({ ...this.#args, followed }) };
  }

  async #certificate(host: string): Promise<Certificate | undefined> {
    const { followed } = await this.#find();
    const route = routeOf(host, followed.routes.all(), followed.shares.all());
    const data = route?.certificate ? followed.secrets.get(route.certificate, route.namespace)?.data : undefined;
    const [certificate, key] = [data?.["tls.crt"], data?.["tls.key"]];
    if (!certificate || !key) return undefined;
    return { certificate: decode(certificate), key: decode(key) };
  }

  async #answer({ metadata }: Service, host: string, ask: Ask): Promise<Reply> {
    const { followed, backends } = await this.#find();
    const gateway = { namespace: metadata.namespace ?? "default", service: metadata.name };
    if (!backends.answers(gateway)) return refusal(503, "no pod of the ingress controller answers");
    const route = routeOf(host, followed.routes.all(), followed.shares.all());
    return route ? backends.ask(route, ask) : refusal(404, "404 page not found");
  }
}

const decode = (base64: string): string => Buffer.from(base64, "base64").toString();
