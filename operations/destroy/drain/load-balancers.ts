/** Services that have a load balancer: the cloud's controller takes it away with them, and only while the cluster stands. */
import type { Api } from "../../../simulator/kubernetes/api/api.ts";
import { services } from "../../../simulator/kubernetes/api/resources.ts";
import { refuseLeft, removeAll } from "./gone.ts";
import { listKnown, nameOf } from "./kinds.ts";

export async function removeLoadBalancers(api: Api, seconds: number): Promise<readonly string[]> {
  const found = (await listKnown(api, services)).filter(({ spec }) => spec.type === "LoadBalancer");
  // A Service whose finalizer still stands has a load balancer that would be billed on: this one is not stripped.
  refuseLeft(await removeAll(api, services, found, seconds), "Load balancers", seconds);
  return found.map(nameOf);
}
