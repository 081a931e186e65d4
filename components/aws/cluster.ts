import { AccessEntry } from "@pulumi/aws/eks/accessEntry.js";
import { AccessPolicyAssociation } from "@pulumi/aws/eks/accessPolicyAssociation.js";
import { Cluster as EksCluster } from "@pulumi/aws/eks/cluster.js";
import { all, ComponentResource, type ComponentResourceOptions, type Output } from "@pulumi/pulumi";
import type { People } from "../access/people.ts";
import { serviceRange } from "../addressing.ts";
import type * as contract from "../contracts/cluster.ts";
import type { Context } from "../contracts/context.ts";
import { physicalName } from "../names.ts";
import { metricsServer } from "./add-ons.ts";
import { kubeconfig } from "./kubeconfig.ts";
import { logGroup } from "./logs.ts";
import { type ServiceRole, serviceRole } from "./roles.ts";
import { clusterTrust } from "./trust.ts";

/** What EKS needs to run nodes, volumes and load balancers by itself (EKS user guide, "Auto Mode cluster IAM role"). */
const clusterPolicies = [
  "AmazonEKSClusterPolicy",
  "AmazonEKSComputePolicy",
  "AmazonEKSBlockStoragePolicy",
  "AmazonEKSLoadBalancingPolicy",
  "AmazonEKSNetworkingPolicy",
];
/** What a node needs: identities for its pods, and images. */
const nodePolicies = ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"];

const controlPlaneLogs = ["api", "audit", "authenticator", "controllerManager", "scheduler"];
const administratorPolicy = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";

/**
 * Kubernetes on EKS in Auto Mode (`docs/decisions/eks-auto-mode.md`): AWS runs nodes, pod network, DNS, volumes, load
 * balancers and the agent for Pod Identity. Nodes stand in the three subnets of the application plane.
 *
 * Access is by IAM and access entries only; whoever makes the cluster gets no hidden rights. EKS has no window for patches
 * of its control plane; nodes are replaced by AWS within 21 days, as their disruption budgets allow.
 *
 * *Cost*: per cluster and hour in standard support; per node and hour, with a surcharge for Auto Mode; logs per GiB.
 */
export class Cluster extends ComponentResource implements contract.Cluster {
  readonly name: Output<string>;
  readonly endpoint: Output<string>;
  readonly issuer: Output<string>;
  readonly kubeconfig: Output<string>;

  /**
   * @param args.version  one minor version at a time, upwards only
   * @param args.name     caution: another name is another cluster
   */
  constructor(name: string, context: Context, args: contract.ClusterArgs, options: ComponentResourceOptions) {
    super("longshore:aws:Cluster", name, {}, options);
    const child = { parent: this };
    const logs = logGroup(
      name,
      { name: `/aws/eks/${args.name}/cluster`, days: args.logDays, key: args.secrets.dataKey },
      child,
    );
    const roles = {
      control: role(name, context, "cluster", "eks.amazonaws.com", clusterPolicies, child),
      node: role(name, context, "node", "ec2.amazonaws.com", nodePolicies, child),
    };
    const cluster = autoModeCluster(name, context, args, roles, {
      ...child,
      dependsOn: [logs, ...roles.control.policies, ...roles.node.policies],
    });
    const access = args.administrators.map((principal) => administrator(name, cluster, principal, child));
    for (const group of args.people) entry(name, cluster, group, child);
    metricsServer(name, cluster, args.version, child);

    this.name = cluster.name;
    this.endpoint = cluster.endpoint;
    this.issuer = cluster.identities.apply((identities) => identities?.[0]?.oidcs?.[0]?.issuer ?? "");
    // A provider that logs in before its runner may would fail.
    this.kubeconfig = all(access.map(({ id }) => id)).apply(() => kubeconfig(context, cluster));
    this.registerOutputs();
  }
}

function role(
  name: string,
  context: Context,
  part: "cluster" | "node",
  service: "eks.amazonaws.com" | "ec2.amazonaws.com",
  policies: readonly string[],
  child: ComponentResourceOptions,
): ServiceRole {
  const physical = physicalName(64, context.prefix, part);
  return serviceRole(`${name}-${part}`, { name: physical, trust: clusterTrust(service), policies }, child);
}

function autoModeCluster(
  name: string,
  context: Context,
  args: contract.ClusterArgs,
  roles: Readonly<Record<"control" | "node", ServiceRole>>,
  options: ComponentResourceOptions,
): EksCluster {
  const { reachability } = args;
  return new EksCluster(
    name,
    {
      name: args.name,
      version: args.version,
      roleArn: roles.control.role.arn,
      upgradePolicy: { supportType: "STANDARD" },
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
      vpcConfig: {
        subnetIds: args.network.subnets.application.ids,
        endpointPrivateAccess: true,
        endpointPublicAccess: reachability.from === "ranges",
        ...(reachability.from === "ranges" ? { publicAccessCidrs: [...reachability.ranges] } : {}),
      },
      computeConfig: { enabled: true, nodePools: ["general-purpose", "system"], nodeRoleArn: roles.node.role.arn },
      kubernetesNetworkConfig: {
        ipFamily: "ipv4",
        serviceIpv4Cidr: serviceRange(args.network.cidr),
        elasticLoadBalancing: { enabled: true },
      },
      storageConfig: { blockStorage: { enabled: true } },
      bootstrapSelfManagedAddons: false,
      encryptionConfig: { provider: { keyArn: args.secrets.dataKey }, resources: ["secrets"] },
      enabledClusterLogTypes: controlPlaneLogs,
      zonalShiftConfig: { enabled: true },
      deletionProtection: context.environment === "production",
    },
    options,
  );
}

/** Lets a role in as a group of Kubernetes, and gives it nothing: what the group may, Argo CD brings. */
function entry(
  name: string,
  cluster: EksCluster,
  { label, id, kubernetes }: People,
  child: ComponentResourceOptions,
): AccessEntry {
  return new AccessEntry(
    `${name}-${label}`,
    { clusterName: cluster.name, principalArn: id, kubernetesGroups: [kubernetes] },
    child,
  );
}

function administrator(
  name: string,
  cluster: EksCluster,
  principalArn: string,
  child: ComponentResourceOptions,
): AccessPolicyAssociation {
  // Named after its role: a list that changes its order moves nobody's rights to somebody else.
  const label = `${name}-${principalArn.split("/").at(-1)}`;
  const entry = new AccessEntry(label, { clusterName: cluster.name, principalArn }, child);
  return new AccessPolicyAssociation(
    label,
    {
      clusterName: cluster.name,
      principalArn: entry.principalArn,
      policyArn: administratorPolicy,
      accessScope: { type: "cluster" },
    },
    child,
  );
}
