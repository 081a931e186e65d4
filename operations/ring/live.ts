/** Asks a stack's Argo CD, over the same way in as `longshore destroy`: the kubeconfig in the stack's state. */
import { applications } from "../../simulator/kubernetes/client/applications.ts";
import { withCluster } from "../destroy/cluster.ts";
import { readState } from "../destroy/engine.ts";
import { kubeconfigOf } from "../destroy/kubeconfig.ts";
import { type Standing, standingOf } from "./health.ts";

/** @throws Error where the stack has no cluster, or it does not answer */
export async function askArgoCd(stack: string): Promise<readonly Standing[]> {
  const kubeconfig = kubeconfigOf(await readState(stack));
  if (kubeconfig === undefined) throw new Error(`${stack} has no cluster`);
  return withCluster(kubeconfig, async (api) => (await api.list(applications)).items.map(standingOf));
}
