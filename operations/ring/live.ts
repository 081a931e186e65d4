/** Asks a stack's cluster, over the same way in as `longshore destroy`: the kubeconfig in the stack's state. */
import type { Api } from "../../simulator/kubernetes/api/api.ts";
import { applications } from "../../simulator/kubernetes/client/applications.ts";
import { cronJobs, jobs } from "../../simulator/kubernetes/client/jobs.ts";
import { withCluster } from "../destroy/cluster.ts";
import { readState } from "../destroy/engine.ts";
import { kubeconfigOf } from "../destroy/kubeconfig.ts";
import { type Proofs, proofsOf } from "./backups.ts";
import { type Standing, standingOf } from "./health.ts";

/** How the Applications are. @throws Error where the stack has no cluster, or it does not answer */
export const askArgoCd = (stack: string): Promise<readonly Standing[]> =>
  inClusterOf(stack, async (api) => (await api.list(applications)).items.map(standingOf));

/** When backups were last restored and found whole. @throws Error where the stack has no cluster, or it does not answer */
export const askJobs = (stack: string): Promise<Proofs> =>
  inClusterOf(stack, async (api) => {
    const labels = "app.kubernetes.io/name=backup";
    const [schedules, runs] = await Promise.all([api.list(cronJobs, { labels }), api.list(jobs, { labels })]);
    return proofsOf(schedules.items, runs.items);
  });

async function inClusterOf<Value>(stack: string, work: (api: Api) => Promise<Value>): Promise<Value> {
  const kubeconfig = kubeconfigOf(await readState(stack));
  if (kubeconfig === undefined) throw new Error(`${stack} has no cluster`);
  return withCluster(kubeconfig, work);
}
