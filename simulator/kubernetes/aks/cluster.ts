/** AKS: what it adds to a plain Kubernetes cluster. */
import { createHash } from "node:crypto";
import { type EntraIssuer, runnerOf } from "../../azure/entra/tokens.ts";
import { lastSegment } from "../../azure/names.ts";
import { azureDns } from "../../dns/external-dns/clouds.ts";
import { ExternalDns } from "../../dns/external-dns/external-dns.ts";
import type { Cluster } from "../cluster.ts";
import { cutCluster, deleteCluster, runningClusters, startCluster } from "../clusters.ts";
import { programs } from "../kubelet/programs.ts";
import type { Pool } from "../nodes/node.ts";
import { LoadBalancers } from "../stand-ins/load-balancers.ts";
import { Metrics } from "../stand-ins/metrics.ts";
import { VolumeProvisioner } from "../stand-ins/provisioner.ts";
import type { Surroundings } from "../surroundings.ts";
import { userOf } from "./access.ts";
import { BuiltIn, diskDriver } from "./built-in.ts";
import { poolsOf, vmssNodes, zonesOf } from "./pools.ts";
import { WorkloadIdentity } from "./workload-identity.ts";

export interface AksSurroundings extends Surroundings {
  readonly entra: EntraIssuer;
}

export interface AksClusterArgs {
  /** ARM id. */
  readonly id: string;
  readonly name: string;
  /** Subscription. */
  readonly account: string;
  readonly region: string;
  /** Host name of the API server, `<prefix>.hcp.<region>.azmk8s.io`. */
  readonly host: string;
  /** Kubernetes minor version, for example `1.35`. */
  readonly version: string;
  /** Identity provider's URL. */
  readonly issuer: string;
  /** Addresses of Services, IPv4 in CIDR form. */
  readonly serviceRange: string;
}

/** Starts an AKS cluster, or goes on with one that an earlier run left. */
export async function startAksCluster(simulator: AksSurroundings, args: AksClusterArgs): Promise<Cluster> {
  const { world, entra, certificates } = simulator;
  const { id, name, account, region, host, version, issuer, serviceRange } = args;
  let identity: WorkloadIdentity | undefined;
  return startCluster(simulator, {
    key: keyOf(id),
    name,
    host,
    version,
    issuer,
    serviceRange,
    region,
    // Pools come and go while the cluster runs.
    get zones() {
      return zonesOf(world, id, region);
    },
    get pools() {
      return poolsOf(world, id, region);
    },
    model: vmssNodes,
    programs: programs(),
    cloud: {
      authenticate: async (token) => userOf(world, entra, id, token),
      admit: (pod) => identity?.admit(pod) ?? pod,
      controllers: (api, address) => {
        identity = new WorkloadIdentity(api, runnerOf(account).tenant);
        return [
          new BuiltIn(api),
          identity,
          new Metrics(api, certificates, address),
          new VolumeProvisioner(api, diskDriver),
          new ExternalDns(api, azureDns(world, issuer)),
          new LoadBalancers(api, {
            classes: [],
            ingress: ({ metadata }) => ({ ip: addressOf(`${id}|${metadata.uid}`) }),
          }),
        ];
      },
    },
  });
}

/** Clusters of a subscription and region. */
export async function runningAksClusters(
  simulator: Surroundings,
  { account, region }: { readonly account: string; readonly region: string },
): Promise<readonly Cluster[]> {
  const ids = simulator.world
    .all("azure-native:containerservice:ManagedCluster")
    .filter((cluster) => cluster.account === account && cluster.region === region)
    .map(({ id }) => keyOf(id));
  return (await runningClusters(simulator)).filter(({ args: { key } }) => ids.includes(key));
}

/** Makes the nodes that a new pool of a cluster has from the start. */
export async function addAksPool(simulator: Surroundings, cluster: string, pool: Pool): Promise<void> {
  const found = (await runningClusters(simulator)).find(({ args: { key } }) => key === keyOf(cluster));
  await found?.addPool(pool);
}

/** Ends a cluster's processes at once, as a power cut does. */
export const cutAksCluster = (simulator: Surroundings, id: string) => cutCluster(simulator, keyOf(id));

/** Ends a cluster and forgets what it held. */
export const deleteAksCluster = (simulator: Surroundings, id: string) => deleteCluster(simulator, keyOf(id));

/** Names of clusters repeat in other groups and subscriptions. */
const keyOf = (id: string): string => `${lastSegment(id)}.${createHash("sha256").update(id).digest("hex").slice(0, 8)}`;

/** A public address, always the same for the same Service. */
function addressOf(text: string): string {
  const [second = 0, third = 0, fourth = 0] = createHash("sha256").update(text).digest();
  return `20.${second}.${third}.${fourth}`;
}
