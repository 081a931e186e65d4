/** What of a platform's cost only the cluster knows. */
import type { Api } from "../../simulator/kubernetes/api/api.ts";
import { nodes, services } from "../../simulator/kubernetes/api/resources.ts";
import type { InCluster } from "../cost/in-cluster.ts";

export async function inClusterOf(api: Api): Promise<InCluster> {
  const [found, all] = [await api.list(nodes), await api.list(services)];
  const label = (name: string) => found.items.map(({ metadata }) => metadata.labels?.[name] ?? "unknown");
  const types = Map.groupBy(label("node.kubernetes.io/instance-type"), (type) => type);
  return {
    nodes: Object.fromEntries([...types].map(([type, same]) => [type, same.length])),
    loadBalancers: all.items.filter(({ spec }) => spec.type === "LoadBalancer").length,
    zones: new Set(label("topology.kubernetes.io/zone")).size,
  };
}
