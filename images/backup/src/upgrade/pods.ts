/** Stops and starts Odoo's Deployments by the number of their pods. */
import { setTimeout as pause } from "node:timers/promises";
import { Failure } from "../failure.ts";
import { isObject, type Json } from "../json.ts";
import type { Kubernetes } from "../kubernetes.ts";
import { type Environment, required } from "../settings.ts";

/** Deployments, and how many pods each has when it runs; a scaler may add to them. */
export type Running = ReadonlyMap<string, number>;

const deployments = "apis/apps/v1";
/** Milliseconds between two looks. */
const lookMs = 1000;

/** @throws Failure `settings` where `DEPLOYMENTS` is not a list such as `odoo-web=2,odoo-cron=1` */
export function runningOf(environment: Environment): Running {
  const { DEPLOYMENTS } = required(environment, ["DEPLOYMENTS"]);
  const entries = DEPLOYMENTS.split(",").map((entry): [string, number] => {
    const [, name, pods] = /^([a-z][a-z0-9-]*)=(\d+)$/.exec(entry.trim()) ?? [];
    if (name !== undefined) return [name, Number(pods)];
    throw new Failure("settings", `environment: DEPLOYMENTS has ${entry}`, "write name=pods, joined by commas");
  });
  return new Map(entries);
}

/**
 * Tells all pods to leave and waits until they have: each may finish what it is in the middle of.
 * @param patience  seconds; whoever has not left by then is left to the database, which closes
 * @returns whether all have left
 */
export async function stopPods(cluster: Kubernetes, running: Running, patience: number): Promise<boolean> {
  for (const name of running.keys()) await scale(cluster, name, 0);
  const until = Date.now() + patience * 1000;
  for (;;) {
    const left = await podsOf(cluster, [...running.keys()]);
    if (left === 0) return true;
    if (Date.now() > until) return false;
    await pause(lookMs);
  }
}

/** Brings those back that have no pods. A Deployment that is not there yet starts when Argo CD makes it. */
export async function startPods(cluster: Kubernetes, running: Running): Promise<readonly string[]> {
  const started: string[] = [];
  for (const [name, pods] of running) {
    const found = await cluster.get(deployments, `deployments/${name}`);
    if (!found || pods === 0 || !isObject(found.spec) || found.spec.replicas !== 0) continue;
    await scale(cluster, name, pods);
    started.push(name);
  }
  return started;
}

/**
 * @param patience  seconds
 * @throws Failure `update` that names the Deployment whose pods are not ready
 */
export async function untilReady(cluster: Kubernetes, running: Running, patience: number): Promise<void> {
  const until = Date.now() + patience * 1000;
  for (const [name, pods] of running) {
    while (pods > 0 && !isReady(await cluster.get(deployments, `deployments/${name}`))) {
      if (Date.now() > until)
        throw new Failure(
          "update",
          `no pod of ${name} was ready within ${patience} s`,
          "read the pods' logs; reverting the release brings the database back as well (docs/odoo-upgrades.md)",
        );
      await pause(lookMs);
    }
  }
}

/** What is not there needs not be ready. */
function isReady(deployment: Json | undefined): boolean {
  if (!deployment) return true;
  return isObject(deployment.status) && Number(deployment.status.readyReplicas ?? 0) > 0;
}

async function scale(cluster: Kubernetes, name: string, replicas: number): Promise<void> {
  await cluster.merge(deployments, `deployments/${name}/scale`, { spec: { replicas } });
}

/** Pods that have not gone yet: a Deployment's own count leaves out those that are on their way. */
async function podsOf(cluster: Kubernetes, names: readonly string[]): Promise<number> {
  const components = names.map((name) => name.replace(/^odoo-/, "")).join(",");
  const selector = `app.kubernetes.io/name=odoo,app.kubernetes.io/component in (${components})`;
  const found = await cluster.get("api/v1", `pods?labelSelector=${encodeURIComponent(selector)}`);
  return Array.isArray(found?.items) ? found.items.length : 0;
}
