/** The way into a platform's cluster, out of its state. */
import { resourcesOf, type State } from "../state.ts";

/**
 * The kubeconfig that the hand-over to Argo CD used; it holds no credential.
 * @returns nothing where the state has no object of the cluster, so that there is nothing to drain
 */
export function kubeconfigOf(state: State): string | undefined {
  const resources = resourcesOf(state);
  if (!resources.some(({ type }) => type.startsWith("kubernetes:"))) return undefined;
  const provider = resources.find(({ type }) => type === "pulumi:providers:kubernetes");
  const { kubeconfig } = provider?.inputs ?? {};
  return typeof kubeconfig === "string" ? kubeconfig : undefined;
}
