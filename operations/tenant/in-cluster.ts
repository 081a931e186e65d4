import type { Api } from "../../simulator/kubernetes/api/api.ts";
import { checkReachable, withCluster } from "../destroy/cluster.ts";
import { readState } from "../destroy/engine.ts";
import { kubeconfigOf } from "../destroy/kubeconfig.ts";
import type { State } from "../state.ts";

/**
 * Work on a platform's running cluster.
 * @param purpose  what the cluster is needed for, in words that end a sentence
 * @throws Error where the stack has no cluster, or it does not answer
 */
export async function inClusterOf<Value>(
  state: State,
  purpose: string,
  work: (api: Api) => Promise<Value>,
): Promise<Value> {
  const kubeconfig = kubeconfigOf(state);
  if (kubeconfig === undefined) throw new Error(`The stack has no cluster that could ${purpose}. Bring it up first.`);
  return withCluster(kubeconfig, async (api) => {
    await checkReachable(api);
    return work(api);
  });
}

/** The same by the stack's name. */
export const inCluster = async <Value>(stack: string, purpose: string, work: (api: Api) => Promise<Value>) =>
  inClusterOf(await readState(stack), purpose, work);
