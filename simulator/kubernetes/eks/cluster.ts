/** EKS: what it adds to a plain Kubernetes cluster. */
import type { CredentialIssuer } from "../../aws/api/credentials.ts";
import { principalOfEksToken } from "../../aws/api/eks-token.ts";
import { type PodToken, podIdentityAudience } from "../../aws/api/pod-identity.ts";
import { arnOf } from "../../aws/iam/principal.ts";
import { route53 } from "../../dns/external-dns/clouds.ts";
import { ExternalDns } from "../../dns/external-dns/external-dns.ts";
import { inBackground } from "../background.ts";
import type { Cluster } from "../cluster.ts";
import { cutCluster, deleteCluster, findTokenOwner, runningClusters, startCluster, stopCluster } from "../clusters.ts";
import type { Program } from "../kubelet/program.ts";
import { programs } from "../kubelet/programs.ts";
import { LoadBalancers } from "../stand-ins/load-balancers.ts";
import { Metrics } from "../stand-ins/metrics.ts";
import { VolumeProvisioner } from "../stand-ins/provisioner.ts";
import type { Surroundings } from "../surroundings.ts";
import { type EksCluster, userOf } from "./access.ts";
import { AccessPolicies } from "./access-policies.ts";
import { AddOns } from "./add-ons.ts";
import { loadBalancerClass, loadBalancerHost } from "./load-balancer.ts";
import { NodePools } from "./node-pools.ts";
import { withPodIdentity } from "./pod-identity.ts";
import { autoModeNodes, builtInPools } from "./pools.ts";

/** Storage of EKS Auto Mode: https://docs.aws.amazon.com/eks/latest/userguide/create-storage-class.html (read 2026-11-22). */
const volumeDriver = "ebs.csi.eks.amazonaws.com";

/** What EKS needs of the rest of the simulator. */
export interface EksSurroundings extends Surroundings {
  readonly credentials: CredentialIssuer;
  readonly internet: Surroundings["internet"] & {
    /** The agent that gives pods their credentials. */
    readonly podIdentity: { readonly url: string };
  };
}

export interface EksClusterArgs extends EksCluster {
  /** Host name of the API server, `<id>.<…>.<region>.eks.amazonaws.com`. */
  readonly host: string;
  /** Kubernetes minor version, for example `1.35`. */
  readonly version: string;
  /** Identity provider's URL, `https://oidc.eks.<region>.amazonaws.com/id/<id>`. */
  readonly issuer: string;
  /** Addresses of Services, IPv4 in CIDR form. */
  readonly serviceRange: string;
  /** Zones of the subnets that nodes stand in. */
  readonly zones: readonly string[];
  /** Images that run as local processes; default all that the simulator knows. */
  readonly programs?: readonly Program[];
}

/** Starts an EKS cluster, or goes on with one that an earlier run left. */
export async function startEksCluster(simulator: EksSurroundings, args: EksClusterArgs): Promise<Cluster> {
  const { world, credentials, certificates, internet, toolchain } = simulator;
  let own: NodePools | undefined;
  const cluster: Promise<Cluster> = startCluster(simulator, {
    key: keyOf(args),
    name: args.name,
    host: args.host,
    version: args.version,
    issuer: args.issuer,
    serviceRange: args.serviceRange,
    region: args.region,
    zones: args.zones,
    get pools() {
      return [...builtInPools, ...(own?.all() ?? [])];
    },
    model: autoModeNodes,
    programs: args.programs ?? programs(),
    cloud: {
      authenticate: async (token) => userOf(world, args, arnOf(principalOfEksToken(token, args.name, credentials))),
      admit: (pod) => withPodIdentity(pod, { world, cluster: args, credentialsUrl: internet.podIdentity.url }),
      controllers: (api, address) => {
        own = new NodePools(api, toolchain, () =>
          inBackground(
            "pods that wait",
            cluster.then((started) => started.reconsider()),
          ),
        );
        return [
          own,
          new AccessPolicies(api, world, args),
          new AddOns(world, args, new Metrics(api, certificates, address)),
          new VolumeProvisioner(api, volumeDriver),
          new ExternalDns(api, route53({ world, cluster: args.name })),
          new LoadBalancers(api, {
            classes: [loadBalancerClass],
            ingress: (service) => ({ hostname: loadBalancerHost(args, service) }),
          }),
        ];
      },
    },
  });
  return cluster;
}

/** Clusters of an account and region. */
export async function runningEksClusters(
  simulator: Surroundings,
  { account, region }: Omit<EksCluster, "name">,
): Promise<readonly Cluster[]> {
  const clusters = await runningClusters(simulator);
  return clusters.filter(({ args: { key, name } }) => key === keyOf({ name, account, region }));
}

/** Ends a cluster's processes; its data stays for the next start. */
export const stopEksCluster = (simulator: Surroundings, cluster: EksCluster) => stopCluster(simulator, keyOf(cluster));

/** Ends a cluster's processes at once, as a power cut does. */
export const cutEksCluster = (simulator: Surroundings, cluster: EksCluster) => cutCluster(simulator, keyOf(cluster));

/** Ends a cluster and forgets what it held. */
export const deleteEksCluster = (simulator: Surroundings, cluster: EksCluster) =>
  deleteCluster(simulator, keyOf(cluster));

/** The pod behind a service account's token, as EKS's agent for Pod Identity asks. */
export async function whoIs(simulator: Surroundings, token: string): Promise<PodToken | undefined> {
  const found = await findTokenOwner(simulator, token, podIdentityAudience);
  return found && { cluster: found.cluster.args.name, ...found.owner };
}

/** Clusters of one name may stand in several accounts and regions. */
const keyOf = ({ name, account, region }: EksCluster) => `${name}.${region}.${account}`;
