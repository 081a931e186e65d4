/**
 * Connections: what Odoo's processes may open to the tenant's PgBouncer, and what that opens to the server. Odoo keeps
 * connections that it does not use; PgBouncer gives a server's connection out for one transaction at a time
 * (https://www.pgbouncer.org/features.html, read 2026-11), so the server needs far fewer than Odoo has.
 */
import type { Tenant } from "../tenant.ts";
import type { Processes } from "./processes.ts";

type Tier = Tenant["spec"]["tier"];

/**
 * Connections that one process may hold (`db_maxconn` counts per process). A worker serves one request at a time and
 * opens a second cursor for sequences, logs and the bus; the websocket process serves everybody at once.
 */
const held = { worker: 4, websocket: 16 } as const;
/** Of them in a transaction at the same time: a worker's request and its second cursor; the websocket process reads briefly. */
const inTransaction = { worker: 2, websocket: 2 } as const;
/** Short sessions at the database `postgres` at one moment: a notification of the bus, a probe. */
const passing = 4;
/** Sessions of the job runner: its own, and that of the pod that it replaces. */
const runner = 2;
/** What goes past PgBouncer as the same role: an upgrade, a smoke test, a person. */
const direct = 8;
/** A tier that promises to survive a node has two of them. */
const poolers: Readonly<Record<Tier, number>> = { restore: 1, "high-availability": 2, "cross-region": 2 };

export interface Connections {
  readonly worker: number;
  readonly websocket: number;
  /** Limit of the tenant's role on its server: all that the poolers may open together, and what goes past them. */
  readonly role: number;
}

/** Server connections of each PgBouncer, by what they are for (`gitops/odoo/templates/pooler*.yaml`). */
export interface Pools {
  /** The tenant's database, transaction pooling. */
  readonly transactions: number;
  /** The database `postgres`, session pooling: LISTEN and NOTIFY. */
  readonly listeners: number;
  /** The tenant's database, session pooling: the job runner's lock and LISTEN. */
  readonly sessions: number;
  /** The read replica, transaction pooling. */
  readonly reads: number;
}

export interface Pooling {
  readonly connections: Connections;
  readonly pooler: { readonly replicas: number; readonly clients: number; readonly pools: Pools };
}

/**
 * The pools of all replicas together hold every process's transactions; each alone holds one transaction of every process,
 * so Odoo goes on with one PgBouncer while the other is away.
 */
export function poolingFor({ web, cron, queue }: Processes, tier: Tier): Pooling {
  const pods = web.together;
  const workers = pods * web.workers + cron.threads + (queue?.workers ?? 0);
  const replicas = poolers[tier];
  const pools = {
    transactions: Math.ceil((workers * inTransaction.worker + pods * inTransaction.websocket) / replicas),
    // Sessions stay where they began, so each replica must be able to hold all of them.
    listeners: pods + cron.threads + passing,
    sessions: queue ? runner : 0,
    reads: Math.ceil((workers + pods) / replicas),
  };
  const { transactions, listeners, sessions } = pools;
  return {
    connections: { ...held, role: replicas * (transactions + listeners + sessions) + direct },
    pooler: { replicas, clients: workers * held.worker + pods * held.websocket + runner, pools },
  };
}
