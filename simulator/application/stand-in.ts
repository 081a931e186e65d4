/**
 * One pod of Odoo, as far as a drill needs it: opens the database that the pod's own variables, secrets and PgBouncer lead
 * to, with the pod's login, and drops its connections when the pod goes. Its connections are those of a small Odoo.
 */
import { Pool } from "pg";
import type { Pod } from "../kubernetes/api/model.ts";
import { environmentOf } from "../kubernetes/kubelet/environment.ts";
import type { Objects } from "../kubernetes/kubelet/objects.ts";
import type { World } from "../world.ts";
import { configured, serverBehind, serviceIn } from "./database.ts";
import type { Followed } from "./objects.ts";

/** Milliseconds that a connection, and a statement, may take: people give up sooner, reports over everything do not. */
const patience = { connect: 5_000, statement: 120_000 } as const;
/** Connections of one pod. */
const connections = 4;

export interface StandInArgs {
  readonly pod: Pod;
  readonly followed: Followed;
  readonly world: World;
  /** Certificate authority of the databases, PEM. */
  readonly ca: string;
  /** Whether a Service has a pod that answers. */
  readonly answers: (service: { readonly namespace: string; readonly service: string }) => boolean;
}

/** What stops a pod from answering, in words for whoever asked. */
export class Unavailable extends Error {}

export class StandIn {
  readonly #args: StandInArgs;
  #broken = false;
  #started: Record<string, string> | undefined;
  #pool: { readonly key: string; readonly pool: Pool } | undefined;

  constructor(args: StandInArgs) {
    this.#args = args;
  }

  /** The pod's variables, as the kubelet resolves them. */
  variables(pod: Pod = this.#args.pod): Record<string, string> {
    const [container] = pod.spec.containers;
    if (!container) throw new Unavailable(`pod ${pod.metadata.name} has no container`);
    const { podIP = "", hostIP = "" } = pod.status ?? {};
    return environmentOf({
      pod,
      container,
      objects: objectsOf(this.#args.followed),
      facts: { address: podIP, nodeAddress: hostIP },
    });
  }

  /** Odoo's configuration file. */
  get configuration(): string {
    const { namespace } = this.#args.pod.metadata;
    return this.#args.followed.configMaps.get("odoo", namespace)?.data?.["odoo.conf"] ?? "";
  }

  /** Connections to the pod's database as it is configured now. @throws Unavailable where nothing leads there */
  database(): Pool {
    // A container keeps the variables that it was started with, whatever becomes of its Secret.
    this.#started ??= this.variables();
    const { PGUSER = "", PGPASSWORD = "", PGHOST = "", PGPORT = "" } = this.#started;
    const { host, port, database } = this.#server(PGHOST, Number(PGPORT));
    const address = this.#args.world.resolve(host);
    if (address === undefined) throw new Unavailable(`no server has the name ${host}`);
    const key = JSON.stringify([host, address, port, database, PGUSER, PGPASSWORD]);
    if (this.#pool?.key === key) return this.#pool.pool;
    void this.#pool?.pool.end();
    const pool = new Pool({
      host: address,
      port,
      database,
      user: PGUSER,
      password: PGPASSWORD,
      ssl: { ca: this.#args.ca, servername: host },
      max: connections,
      connectionTimeoutMillis: patience.connect,
      query_timeout: patience.statement,
      application_name: this.#args.pod.metadata.name,
    });
    // A connection that breaks while nobody uses it: the next request opens another one.
    pool.on("error", () => undefined);
    this.#pool = { key, pool };
    return pool;
  }

  /** Whether the pod ended without a chance to finish what it had in hand. */
  get broken(): boolean {
    return this.#broken;
  }

  /** The pod is gone, and its connections with it. */
  end({ metadata }: Pod): void {
    this.#broken = (metadata.deletionGracePeriodSeconds ?? 0) === 0;
    this.close();
  }

  close(): void {
    void this.#pool?.pool.end();
    this.#pool = undefined;
  }

  #server(pgHost: string, pgPort: number) {
    const { followed } = this.#args;
    const pooler = serviceIn(pgHost);
    const service = pooler && followed.services.get(pooler.service, pooler.namespace);
    if (!service) throw new Unavailable(`no Service ${pgHost}`);
    if (!this.#args.answers(pooler)) throw new Unavailable(`${pgHost} has no ready pod`);
    const settings = followed.configMaps.get(pooler.service, pooler.namespace);
    const database = configured(this.configuration, "options", "db_name") ?? "";
    const server = settings && serverBehind(pgPort, service, settings, database);
    if (!server) throw new Unavailable(`PgBouncer knows no database ${database}`);
    return server;
  }
}

const objectsOf = ({ secrets, configMaps }: Followed): Objects => ({
  secret: (name, namespace) => secrets.get(name, namespace),
  configMap: (name, namespace) => configMaps.get(name, namespace),
});
