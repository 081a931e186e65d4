import { MaintenanceConfiguration } from "@pulumi/azure-native/containerservice/maintenanceConfiguration.js";
import { ManagedCluster } from "@pulumi/azure-native/containerservice/managedCluster.js";
import { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import { all, ComponentResource, type ComponentResourceOptions, type Output, type Resource } from "@pulumi/pulumi";
import { podRange, serviceRange } from "../addressing.ts";
import type * as contract from "../contracts/cluster.ts";
import type { Context } from "../contracts/context.ts";
import { agentPools, bootstrapPool, tenantPools } from "./agent-pools.ts";
import { clusterAccess } from "./cluster-access.ts";
import { directory } from "./directory.ts";
import { inGroup, resourceGroup } from "./groups.ts";
import { kubeconfig } from "./kubeconfig.ts";
import { logs } from "./logs.ts";
import { Network } from "./network.ts";
import { own } from "./own.ts";
import { assignRole, builtInRoles, roleId } from "./roles.ts";
import { Secrets } from "./secrets.ts";
import { clusterWindow } from "./windows.ts";

/** Names of the API server's logs ("Monitoring AKS data reference", Microsoft Learn, November 2026). */
const controlPlaneLogs = ["kube-apiserver", "kube-audit-admin", "guard", "kube-controller-manager", "kube-scheduler"];

/**
 * Kubernetes on AKS: pods in an overlay with Cilium, which enforces network policies; one pool of nodes for the cluster's
 * own pods and one for everything else, in each zone (`docs/decisions/aks-node-pools.md`); the API server inside the
 * network; Secrets in etcd encrypted with the platform's key.
 *
 * Access is by Entra and Azure roles only: there are no local accounts, and whoever makes the cluster gets no hidden
 * rights. Patches of Kubernetes and new node images come in the maintenance window; minor versions never do.
 *
 * *Cost*: per cluster and hour, but for development; per node and hour; logs per GiB.
 */
export class Cluster extends ComponentResource implements contract.Cluster {
  readonly name: Output<string>;
  readonly endpoint: Output<string>;
  readonly kubeconfig: Output<string>;
  readonly issuer: Output<string>;

  /**
   * @param args.version  one minor version at a time, upwards only
   * @param args.name     caution: another name is another cluster
   */
  constructor(name: string, context: Context, args: contract.ClusterArgs, options: ComponentResourceOptions) {
    super("longshore:azure:Cluster", name, {}, options);
    const child = { parent: this };
    const group = resourceGroup(name, context, "cluster", child);
    const identity = new UserAssignedIdentity(
      name,
      { ...inGroup(context, group), resourceName: `${context.prefix}-cluster` },
      child,
    );
    const rights = clusterRights(name, context, args, identity.principalId, child);
    const cluster = managedCluster(name, context, args, { group, identity }, { ...child, dependsOn: rights });
    const pools = { group, cluster, network: args.network };
    agentPools(name, context, pools, child);
    for (const tenant of args.dedicatedTo) tenantPools(name, context, { ...pools, tenant }, child);
    for (const configName of ["aksManagedAutoUpgradeSchedule", "aksManagedNodeOSUpgradeSchedule"]) {
      new MaintenanceConfiguration(
        `${name}-${configName}`,
        {
          resourceGroupName: group.name,
          resourceName: cluster.name,
          configName,
          maintenanceWindow: clusterWindow(args.maintenance),
        },
        child,
      );
    }
    logs(name, context, { group, days: args.logDays, source: cluster.id, categories: controlPlaneLogs }, child);
    const administrators = args.administrators.map((id) =>
      assignRole(
        `${name}-${id}`,
        context,
        {
          scope: cluster.id,
          role: roleId(context, builtInRoles.kubernetesClusterAdministrator),
          principal: id,
          principalType: "Group",
        },
        child,
      ),
    );

    for (const { label, id } of args.people) mayAskForKubeconfig(`${name}-${label}`, context, cluster, id, child);

    this.name = cluster.name;
    this.endpoint = all([cluster.privateFQDN, cluster.fqdn]).apply(
      ([inside, outside]) => `https://${inside || outside}:443`,
    );
    this.issuer = cluster.oidcIssuerProfile.apply((profile) => profile?.issuerURL ?? "");
    // A provider that logs in before its runner may would fail.
    this.kubeconfig = all(administrators.map(({ id }) => id)).apply(() => kubeconfig(cluster, group, this.endpoint));
    this.registerOutputs();
  }
}

/**
 * Lets a group of Entra fetch how to reach the cluster, and gives it nothing in it: what the group may, Kubernetes' own
 * roles say, which count beside Azure's ("Concepts - Access and identity in AKS", Microsoft Learn, April 2026:
 * https://learn.microsoft.com/azure/aks/concepts-identity; https://github.com/MicrosoftDocs/azure-aks-docs/issues/257).
 */
function mayAskForKubeconfig(
  name: string,
  context: Context,
  { id: scope }: ManagedCluster,
  principal: string,
  child: ComponentResourceOptions,
): Resource {
  const role = roleId(context, builtInRoles.kubernetesClusterUser);
  return assignRole(name, context, { scope, role, principal, principalType: "Group" }, child);
}

/** What AKS needs of the platform: its subnets, its key, and a way to the vault's private side. */
function clusterRights(
  name: string,
  context: Context,
  args: contract.ClusterArgs,
  principal: Output<string>,
  child: ComponentResourceOptions,
): Resource[] {
  const { keys, vaultId } = own(args.secrets, Secrets);
  const rights = {
    network: { scope: args.network.id, role: builtInRoles.networkContributor },
    key: { scope: keys.data.id, role: builtInRoles.keyVaultCryptoUser },
    vault: { scope: vaultId, role: builtInRoles.keyVaultContributor },
  };
  return Object.entries(rights).map(([label, { scope, role }]) =>
    assignRole(`${name}-${label}`, context, { scope, role: roleId(context, role), principal }, child),
  );
}

interface Place {
  readonly group: ResourceGroup;
  readonly identity: UserAssignedIdentity;
}

function managedCluster(
  name: string,
  context: Context,
  args: contract.ClusterArgs,
  { group, identity }: Place,
  options: ComponentResourceOptions,
): ManagedCluster {
  const { keys, vaultId } = own(args.secrets, Secrets);
  const services = serviceRange(args.network.cidr);
  return new ManagedCluster(
    name,
    {
      ...inGroup(context, group),
      resourceName: args.name,
      dnsPrefix: args.name,
      kubernetesVersion: args.version,
      sku: { name: "Base", tier: context.environment === "development" ? "Free" : "Standard" },
      supportPlan: "KubernetesOfficial",
      identity: { type: "UserAssigned", userAssignedIdentities: [identity.id] },
      disableLocalAccounts: true,
      enableRBAC: true,
      aadProfile: { managed: true, enableAzureRBAC: true, tenantID: directory(context) },
      apiServerAccessProfile: clusterAccess(args.reachability, own(args.network, Network)),
      networkProfile: {
        networkPlugin: "azure",
        networkPluginMode: "overlay",
        networkDataplane: "cilium",
        networkPolicy: "cilium",
        podCidr: podRange(args.network.cidr),
        serviceCidr: services,
        dnsServiceIP: services.replace(/\d+\/\d+$/, "10"),
        loadBalancerSku: "standard",
        outboundType: "userAssignedNATGateway",
      },
      agentPoolProfiles: [bootstrapPool(context, args.network)],
      autoScalerProfile: { balanceSimilarNodeGroups: "true", expander: "least-waste" },
      autoUpgradeProfile: { upgradeChannel: "patch", nodeOSUpgradeChannel: "NodeImage" },
      oidcIssuerProfile: { enabled: true },
      securityProfile: {
        workloadIdentity: { enabled: true },
        // With its version: etcd is encrypted anew by a new version, never behind anybody's back.
        azureKeyVaultKms: {
          enabled: true,
          keyId: keys.data.uriWithVersion,
          keyVaultNetworkAccess: "Private",
          keyVaultResourceId: vaultId,
        },
        imageCleaner: { enabled: true, intervalHours: 48 },
      },
      storageProfile: {
        diskCSIDriver: { enabled: true },
        fileCSIDriver: { enabled: false },
        snapshotController: { enabled: true },
      },
      nodeResourceGroup: `${context.prefix}-nodes`,
      nodeResourceGroupProfile: { restrictionLevel: "ReadOnly" },
    },
    // Pools are resources of their own; Azure shows them here as well.
    { ...options, ignoreChanges: ["agentPoolProfiles"] },
  );
}
