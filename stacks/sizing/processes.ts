/**
 * Odoo's processes: how many web workers, scheduled actions and background jobs a tenant's users need, and what a pod of
 * each needs. The rules of thumb are those of Odoo's deployment guide
 * (https://www.odoo.com/documentation/19.0/administration/on_premise/deploy.html, "Worker number calculation" and "Memory
 * size calculation", read 2026-11).
 */
import type { Tenant } from "../tenant.ts";
import { type Figures, step } from "./units.ts";

type Spec = Tenant["spec"];

/** Concurrent users that one worker serves. */
const usersPerWorker = 6;
/** A pod with a single worker would wait for itself when a PDF fetches its own style sheets. */
const workersPerPod = { minimum: 2, maximum: 9 } as const;
/** MiB of a worker that does light work, of one that does heavy work, and how many of them do. */
const worker = { light: 150, heavy: 1024, heavyShare: 0.2 } as const;
/** MiB of wkhtmltopdf, a process beside the workers, for one report at a time in a pod: a first guess, Odoo names none. */
const pdf = 256;
/** Fewest web pods: what a tier promises must not hang on one of them. */
const fewestPods: Readonly<Record<Spec["tier"], number>> = { restore: 1, "high-availability": 2, "cross-region": 3 };
/** Concurrent users from which scheduled actions get a second process. */
const secondCronFrom = 20;
/**
 * Concurrent users whose background jobs one slot keeps up with, and most slots of a pod: labels, carrier calls and EDI
 * messages of a shift. A first guess, corrected by the backlog that is measured (`queue_job` in state pending).
 */
const jobs = { usersEach: 30, most: 8 } as const;
/** Millicores of a process that works without pause. */
const busy = 500;
/** The module without which there are no background jobs. */
const queueModule = "queue_job";

export interface Processes {
  readonly web: {
    readonly workers: number;
    readonly pods: { readonly minimum: number; readonly maximum: number };
    /** Most at one moment: scaled out, and a next version beside this one with as few as it may have (`web-next.yaml`). */
    readonly together: number;
  };
  readonly cron: { readonly threads: number };
  /** One worker more than jobs: it answers the probe while all jobs run. */
  readonly queue: { readonly jobs: number; readonly workers: number } | undefined;
}

/** @returns how many processes of each kind the tenant's Odoo has */
export function processesFor({ users, tier, odoo }: Pick<Spec, "users" | "tier" | "odoo">): Processes {
  const needed = Math.ceil(users.concurrent / usersPerWorker);
  const minimum = Math.max(fewestPods[tier], Math.ceil(needed / workersPerPod.maximum));
  const workers = Math.max(workersPerPod.minimum, Math.ceil(needed / minimum));
  const maximum = mostPods(users.named, workers, minimum);
  const together = Math.min(jobs.most, Math.ceil(users.concurrent / jobs.usersEach));
  return {
    web: { workers, pods: { minimum, maximum }, together: maximum + minimum },
    cron: { threads: users.concurrent >= secondCronFrom ? 2 : 1 },
    queue: odoo.modules.includes(queueModule) ? { jobs: together, workers: together + 1 } : undefined,
  };
}

/** Pods that serve all named users at once: the scaler never needs more. */
const mostPods = (namedUsers: number, workers: number, fewest: number): number =>
  Math.max(fewest + 1, Math.ceil(namedUsers / usersPerWorker / workers));

/** Odoo's rule, workers = 2 × CPU + 1, the other way round; workers and the websocket process at their usual mixture. */
export function webPod(workers: number): Figures {
  const mixture = (1 - worker.heavyShare) * worker.light + worker.heavyShare * worker.heavy;
  return { cpu: ((workers - 1) / 2) * 1000, memory: step((workers + 1) * mixture + worker.light + pdf) };
}

/** Every process does heavy work; a light one watches over them. */
export const cronPod = (threads: number): Figures => ({
  cpu: threads * busy,
  memory: step(threads * worker.heavy + worker.light + pdf),
});

/** Every job does heavy work; the free worker, the runner and the process that watches over them do light work. */
export const queuePod = (together: number): Figures => ({
  cpu: together * busy,
  memory: step(together * worker.heavy + 3 * worker.light + pdf),
});
