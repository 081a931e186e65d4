/** What Azure refuses of a cluster and of its node pools. */
import type { Refusal } from "../../../cloud/definition.ts";
import { hasZones } from "../../regions.ts";
import { delegationsOf } from "../network/subnets.ts";
import type { ClusterInputs, PoolShape } from "./inputs.ts";

type ClusterRefusal = Refusal<ClusterInputs>;

const apiServer = "Microsoft.ContainerService/managedClusters";

/** Minor versions between two of Kubernetes; a step down counts as forbidden too. */
function stepOf(next: string, old: string): number {
  const step = Number(next.split(".")[1]) - Number(old.split(".")[1]);
  return step < 0 ? Number.POSITIVE_INFINITY : step;
}

const zonesIn = (pools: readonly PoolShape[], region: string): boolean =>
  pools.some(({ availabilityZones }) => availabilityZones.length > 0) && !hasZones(region);

export const clusterRefusals: readonly ClusterRefusal[] = [
  {
    code: "AvailabilityZoneNotSupported",
    when: ({ inputs, region }) => zonesIn(inputs.agentPoolProfiles, region),
    message: "Availability zone is not supported in this region.",
    source: "https://github.com/rancher/rancher/issues/33019 (2021-06)",
  },
  {
    code: "InvalidParameter",
    when: ({ inputs, old }) => !old && !inputs.agentPoolProfiles.some(({ mode }) => mode === "System"),
    message: "There has to be at least one system agent pool.",
    source: "https://learn.microsoft.com/azure/aks/use-system-pools (2026-11)",
  },
  {
    code: "InvalidParameter",
    when: ({ inputs }) => inputs.disableLocalAccounts && inputs.aadProfile?.managed !== true,
    message: "Local accounts can only be disabled on a cluster with managed Microsoft Entra integration.",
    source:
      "https://learn.microsoft.com/azure/aks/manage-local-accounts-managed-azure-ad (2026-11); the wording is ours",
  },
  {
    code: "InvalidParameter",
    when: ({ inputs }) =>
      inputs.securityProfile?.workloadIdentity?.enabled === true && inputs.oidcIssuerProfile?.enabled !== true,
    message: "Workload identity requires the OIDC issuer to be enabled.",
    source: "https://learn.microsoft.com/azure/aks/workload-identity-deploy-cluster (2026-11); the wording is ours",
  },
  {
    code: "OIDCIssuerFeatureCannotBeDisabled",
    when: ({ inputs, old }) => isOn(old?.outputs.oidcIssuerProfile) && inputs.oidcIssuerProfile?.enabled !== true,
    message: "The OIDC issuer cannot be disabled once it is enabled.",
    source: "https://learn.microsoft.com/azure/aks/use-oidc-issuer (2026-11); the wording is ours",
  },
  {
    code: "SubnetMissingRequiredDelegation",
    when: ({ inputs: { apiServerAccessProfile: access }, world }) =>
      access?.enableVnetIntegration === true &&
      access.subnetId !== undefined &&
      !delegationsOf(world, access.subnetId).includes(apiServer),
    message: ({ inputs: { apiServerAccessProfile } }) =>
      `Subnet ${apiServerAccessProfile?.subnetId} requires any of the following delegation(s) [${apiServer}] to reference service association link.`,
    source:
      "https://learn.microsoft.com/azure/aks/api-server-vnet-integration (2026-11); form: https://github.com/Azure/azure-cli/issues/16939",
  },
  {
    code: "InvalidParameter",
    when: ({ inputs: { networkProfile } }) =>
      networkProfile.networkPolicy === "cilium" && networkProfile.networkDataplane !== "cilium",
    message: "The network policy cilium requires the network dataplane cilium.",
    source: "https://learn.microsoft.com/azure/aks/azure-cni-powered-by-cilium (2026-11); the wording is ours",
  },
  {
    code: "OperationNotAllowed",
    when: ({ inputs, old }) =>
      stepOf(inputs.kubernetesVersion, String(old?.outputs.kubernetesVersion ?? inputs.kubernetesVersion)) > 1,
    message: ({ inputs, old }) =>
      `Upgrading Kubernetes version ${old?.outputs.kubernetesVersion} to ${inputs.kubernetesVersion} is not allowed. Minor versions cannot be skipped.`,
    source: "https://learn.microsoft.com/azure/aks/upgrade-aks-cluster (2026-11); the wording is ours",
  },
];

function isOn(profile: unknown): boolean {
  return typeof profile === "object" && profile !== null && Reflect.get(profile, "enabled") === true;
}

export const poolRefusals: readonly Refusal<PoolShape & { readonly agentPoolName: string }>[] = [
  {
    code: "AvailabilityZoneNotSupported",
    when: ({ inputs, region }) => zonesIn([inputs], region),
    message: ({ inputs, region }) =>
      `The zone(s) '${inputs.availabilityZones.join(",")}' for resource '${inputs.agentPoolName}' is not supported. The supported zones for location '${region}' are ''`,
    source: "https://github.com/jenkins-infra/azure/pull/1458 (2026-05)",
  },
  {
    code: "InvalidParameter",
    when: ({ inputs: { enableAutoScaling, minCount, maxCount } }) =>
      enableAutoScaling && (minCount === undefined || maxCount === undefined || minCount > maxCount),
    message: "With the cluster autoscaler, minCount and maxCount must be given, and minCount must not exceed maxCount.",
    source: "https://learn.microsoft.com/azure/aks/cluster-autoscaler (2026-11); the wording is ours",
  },
  {
    code: "InvalidParameter",
    when: ({ inputs: { mode, enableAutoScaling, minCount } }) =>
      mode === "System" && enableAutoScaling && minCount === 0,
    message: "A system node pool cannot be scaled to zero.",
    source: "https://learn.microsoft.com/azure/aks/use-system-pools (2026-11); the wording is ours",
  },
];
