/** Whether the runner is where `longshore:cluster.reachability` says that Pulumi runs from. */
import { checkReachable, withCluster } from "../../destroy/cluster.ts";
import { kubeconfigOf } from "../../destroy/kubeconfig.ts";
import { type Finding, good, notChecked, wrong } from "../finding.ts";
import type { Subject } from "../subject.ts";

const what = "Kubernetes API";

export async function checkReachability({ settings, state }: Subject): Promise<readonly Finding[]> {
  const kubeconfig = kubeconfigOf(state);
  const { reachability } = settings.cluster;
  if (kubeconfig === undefined) {
    const note =
      reachability.from === "network"
        ? "there is no cluster yet; a first up from outside the network needs ranges for its time (docs/day-0.md, Where Pulumi runs from)"
        : `there is no cluster yet; it will answer to ${reachability.ranges.join(", ")}`;
    return [notChecked(what, note)];
  }
  return withCluster(kubeconfig, async (api) => {
    try {
      await checkReachable(api);
      return [good(what, `${api.connection.server} answers`)];
    } catch (error) {
      return [
        wrong(
          what,
          error instanceof Error ? error.message : String(error),
          "run from inside the network, or name this runner's range",
        ),
      ];
    }
  });
}
