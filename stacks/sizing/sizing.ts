/**
 * How big a tenant is: from its users, its tier and its modules to processes, memory, connections, replicas and quota.
 * Pure arithmetic; each formula stands beside its source in the files of this folder.
 */
import type { Tenant } from "../tenant.ts";
import { type BackupSizing, backupJob, backupSizing, backupsTogether } from "./backup.ts";
import { type Connections, type Pools, poolingFor } from "./connections.ts";
import { poolerContainer, poolerContainers } from "./pooler.ts";
import { cronPod, type Processes, processesFor, queuePod, webPod } from "./processes.ts";
import {
  type Amount,
  type Figures,
  limitOf,
  mebi,
  notation,
  notations,
  type Resources,
  resources,
  sum,
} from "./units.ts";

/**
 * Odoo's own limits for one process, in bytes: its defaults, written down. They count virtual memory (RLIMIT_AS), which
 * has nothing to do with the pod's limit.
 */
const processMemory = { soft: 2048 * 1024 ** 2, hard: 2560 * 1024 ** 2 } as const;
/** MiB of local disk in a pod of Odoo: `/tmp` and the data folder's caches; files themselves are in the object store. */
const localDisk = { request: 1024, limit: 4096 } as const;

/** What starts and ends an upgrade (`gitops/odoo/templates/_upgrade.tpl`); the update itself runs while Odoo's pods are gone. */
const upgradePod = { requests: { cpu: 50, memory: 128 }, limits: { cpu: 500, memory: 256 } } as const;

export interface Sizing {
  readonly web: {
    readonly workers: number;
    readonly replicas: { readonly minimum: number; readonly maximum: number };
    readonly resources: Resources;
  };
  readonly cron: { readonly threads: number; readonly resources: Resources };
  /** Only where the tenant has the module `queue_job`. */
  readonly queue?: { readonly jobs: number; readonly workers: number; readonly resources: Resources };
  readonly pooler: {
    readonly replicas: number;
    /** Most connections that one PgBouncer takes from Odoo: all of them, when it is alone. */
    readonly clients: number;
    readonly pools: Pools;
    /** Of each container. */
    readonly resources: Resources;
  };
  /** Bytes. */
  readonly processMemory: { readonly soft: number; readonly hard: number };
  readonly localDisk: { readonly request: string; readonly limit: string };
  readonly connections: Connections;
  readonly backup: BackupSizing;
  readonly quota: { readonly pods: number; readonly requests: Amount; readonly limits: Amount };
}

/** @returns what the tenant's charts need */
export function sizeTenant({ spec }: Tenant): Sizing {
  const processes = processesFor(spec);
  const { web, cron, queue } = processes;
  const { connections, pooler } = poolingFor(processes, spec.tier);
  return {
    web: { workers: web.workers, replicas: web.pods, resources: resources(webPod(web.workers)) },
    cron: { ...cron, resources: resources(cronPod(cron.threads)) },
    ...(queue ? { queue: { ...queue, resources: resources(queuePod(queue.jobs)) } } : {}),
    pooler: { ...pooler, resources: notations(poolerContainer(pooler.clients)) },
    processMemory,
    localDisk: { request: mebi(localDisk.request), limit: mebi(localDisk.limit) },
    connections,
    backup: backupSizing(spec.users.named),
    quota: quotaFor(processes, pooler),
  };
}

/** All of it at once: scaled out, with what is there twice while a release rolls, and every backup job that can meet another. */
function quotaFor({ web, cron, queue }: Processes, pooler: { readonly replicas: number; readonly clients: number }) {
  const both = (requests: Figures) => ({ requests, limits: limitOf(requests) });
  const groups = [
    { pods: web.together, each: both(webPod(web.workers)) },
    { pods: 1, each: both(cronPod(cron.threads)) },
    ...(queue ? [{ pods: 1, each: both(queuePod(queue.jobs)) }] : []),
    { pods: pooler.replicas + 1, each: poolerPod(pooler.clients) },
    { pods: backupsTogether, each: backupJob },
    { pods: 1, each: upgradePod },
  ];
  const all = (kind: "requests" | "limits") =>
    notation(sum(groups.map(({ pods, each }) => ({ pods, each: each[kind] }))));
  return {
    pods: groups.reduce((total, { pods }) => total + pods, 0),
    requests: all("requests"),
    limits: all("limits"),
  };
}

function poolerPod(clients: number) {
  const { requests, limits } = poolerContainer(clients);
  const all = (each: Figures) => sum([{ pods: poolerContainers, each }]);
  return { requests: all(requests), limits: all(limits) };
}
