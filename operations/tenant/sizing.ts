/**
 * How big a tenant's Odoo is: from its users to workers, memory, connections, replicas and quota. Pure arithmetic; the
 * rules of thumb are those of Odoo's deployment guide (https://www.odoo.com/documentation/19.0/administration/on_premise/deploy.html,
 * "Worker number calculation" and "Memory size calculation", read 2026-11).
 */
import type { Tenant } from "../../stacks/tenant.ts";

type Tier = Tenant["spec"]["tier"];

/** Concurrent users that one worker serves. */
const usersPerWorker = 6;
/** A pod with a single worker would wait for itself when a PDF fetches its own style sheets. */
const workersPerPod = { minimum: 2, maximum: 9 } as const;
/** MiB of a worker that does light work, of one that does heavy work, and how many of them do. */
const worker = { light: 150, heavy: 1024, heavyShare: 0.2 } as const;
/** Half as much again before the kernel ends a pod: more than one worker in five is heavy at a month's end. */
const memoryHeadroom = 1.5;
/**
 * Odoo's own limits for one process, in bytes: its defaults, written down. They count virtual memory (RLIMIT_AS), which
 * has nothing to do with the pod's limit.
 */
const processMemory = { soft: 2048 * 1024 ** 2, hard: 2560 * 1024 ** 2 } as const;
/**
 * Connections that one process may hold (`db_maxconn` counts per process). A worker serves one request at a time and
 * opens a second cursor for sequences, logs and the bus; the websocket process serves everybody at once.
 */
const connections = { worker: 4, websocket: 16 } as const;
/** Fewest web pods: what a tier promises must not hang on one of them. */
const fewestPods: Readonly<Record<Tier, number>> = { restore: 1, "high-availability": 2, "cross-region": 3 };
/** Concurrent users from which scheduled actions get a second process. */
const secondCronFrom = 20;
/** One backup job. Uncompressed dump and all files pass through its scratch volume. */
const backup = {
  requests: { cpu: 500, memory: 512 },
  limits: { cpu: 2000, memory: 2048 },
  /**
   * GiB to start with, and for each named user on top: a first guess, corrected by the sizes that the jobs report. Up to
   * `onNode` it is on the node's own disk, where two side by side leave room for images: EKS Auto Mode gives a node 80 GiB
   * (https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html, read 2026-11).
   */
  scratch: { base: 10, perUser: 0.2, onNode: 40 },
  /** Most that run side by side: dump, verify and archive can meet on the first of a month. */
  together: 3,
} as const;
/** MiB of local disk in a web or cron pod: `/tmp` and the data folder's caches; files themselves are in the object store. */
const localDisk = { request: 1024, limit: 4096 } as const;

interface Amount {
  /** In Kubernetes' notation. */
  readonly cpu: string;
  readonly memory: string;
}

export interface Resources {
  readonly requests: Amount;
  readonly limits: Amount;
}

export interface Sizing {
  readonly web: {
    readonly workers: number;
    readonly replicas: { readonly minimum: number; readonly maximum: number };
    readonly resources: Resources;
  };
  readonly cron: { readonly threads: number; readonly resources: Resources };
  /** Bytes. */
  readonly processMemory: { readonly soft: number; readonly hard: number };
  readonly localDisk: { readonly request: string; readonly limit: string };
  /** `role` is the limit of the tenant's role on the server. */
  readonly connections: { readonly worker: number; readonly websocket: number; readonly role: number };
  readonly backup: {
    readonly resources: Resources;
    /** `volume`: it gets one of its own; otherwise it is a part of the node's disk. */
    readonly scratch: { readonly size: string; readonly volume: boolean };
  };
  readonly quota: { readonly pods: number; readonly requests: Amount; readonly limits: Amount };
}

/** @returns what the tenant's charts need, computed from its users and its tier */
export function sizeTenant({ spec: { users, tier } }: Tenant): Sizing {
  const needed = Math.ceil(users.concurrent / usersPerWorker);
  const minimum = Math.max(fewestPods[tier], Math.ceil(needed / workersPerPod.maximum));
  const workers = Math.max(workersPerPod.minimum, Math.ceil(needed / minimum));
  const replicas = { minimum, maximum: mostPods(users.named, workers, minimum) };
  const web = { cpu: cpuFor(workers), memory: memoryFor(workers + 1) };
  const threads = users.concurrent >= secondCronFrom ? 2 : 1;
  const cron = { cpu: threads * 500, memory: step(threads * worker.heavy + worker.light) };
  const podsWhileRolling = replicas.maximum + 1;
  return {
    web: { workers, replicas, resources: resources(web) },
    cron: { threads, resources: resources(cron) },
    processMemory,
    localDisk: { request: mebi(localDisk.request), limit: mebi(localDisk.limit) },
    connections: {
      ...connections,
      role: podsWhileRolling * (workers * connections.worker + connections.websocket) + threads * connections.worker,
    },
    backup: {
      resources: { requests: notation(backup.requests), limits: notation(backup.limits) },
      scratch: scratchFor(users.named),
    },
    quota: {
      pods: podsWhileRolling + 1 + backup.together,
      requests: total(web, podsWhileRolling, cron, backup.requests),
      limits: total(limitOf(web), podsWhileRolling, limitOf(cron), backup.limits),
    },
  };
}

/** Millicores and MiB. */
interface Figures {
  readonly cpu: number;
  readonly memory: number;
}

/** Pods that serve all named users at once: the scaler never needs more. */
function mostPods(namedUsers: number, workers: number, fewest: number): number {
  return Math.max(fewest + 1, Math.ceil(namedUsers / usersPerWorker / workers));
}

/** Odoo's rule, workers = 2 × CPU + 1, the other way round. */
function cpuFor(workers: number): number {
  return ((workers - 1) / 2) * 1000;
}

function scratchFor(namedUsers: number): Sizing["backup"]["scratch"] {
  const { base, perUser, onNode } = backup.scratch;
  const gib = Math.ceil(base + namedUsers * perUser);
  return { size: `${gib}Gi`, volume: gib > onNode };
}

/** Workers (and the websocket process) at their usual mixture, and a light one for the process that watches over them. */
function memoryFor(processes: number): number {
  const mixture = (1 - worker.heavyShare) * worker.light + worker.heavyShare * worker.heavy;
  return step(processes * mixture + worker.light);
}

function limitOf({ cpu, memory }: Figures): Figures {
  return { cpu: cpu * 2, memory: memory * memoryHeadroom };
}

function total(web: Figures, pods: number, cron: Figures, job: Figures): Amount {
  return notation({
    cpu: web.cpu * pods + cron.cpu + job.cpu * backup.together,
    memory: web.memory * pods + cron.memory + job.memory * backup.together,
  });
}

function resources(requests: Figures): Resources {
  return { requests: notation(requests), limits: notation(limitOf(requests)) };
}

function notation({ cpu, memory }: Figures): Amount {
  return { cpu: `${cpu}m`, memory: mebi(memory) };
}

function mebi(amount: number): string {
  return `${amount}Mi`;
}

/** The next multiple of 64 MiB: a change of a few users does not restart pods. */
function step(mebibytes: number): number {
  return Math.ceil(mebibytes / 64) * 64;
}
