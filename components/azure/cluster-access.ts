import type { Reachability } from "../contracts/cluster.ts";
import type { Network } from "./network.ts";

/**
 * Where the API server listens: always inside the network, in the subnet that is its own, so that nodes and its own calls
 * to webhooks stay there; and for runners outside, on a public name that only their ranges reach. Nobody runs commands in
 * the cluster through Azure's management API.
 */
export function clusterAccess(reachability: Reachability, network: Network) {
  const inside = {
    enableVnetIntegration: true,
    subnetId: network.serviceSubnets.management,
    disableRunCommand: true,
  };
  return reachability.from === "network"
    ? { ...inside, enablePrivateCluster: true, enablePrivateClusterPublicFQDN: false, privateDNSZone: "system" }
    : { ...inside, enablePrivateCluster: false, authorizedIPRanges: [...reachability.ranges] };
}
