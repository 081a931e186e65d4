/** What Azure refuses of a cluster and of its node pools. */
import { overlap, parseRange } from "../../../cloud/cidr.ts";
import type { Refusal, Request } from "../../../cloud/definition.ts";
import { parentId } from "../../names.ts";
import { hasZones } from "../../regions.ts";
import { delegationsOf, rangeOf, subnetShape, subnetType } from "../network/subnets.ts";
import type { ClusterInputs, PoolShape } from "./inputs.ts";
import { tooManyProcessors } from "./quota.ts";

type ClusterRefusal = Refusal<ClusterInputs>;

const apiServer = "Microsoft.ContainerService/managedClusters";

/** Minor versions between two of Kubernetes; a step down counts as forbidden too. */
function stepOf(next: string, old: string): number {
  const step = Number(next.split(".")[1]) - Number(old.split(".")[1]);
  return step < 0 ? Number.POSITIVE_INFINITY : step;
}

function nextMinor(version: string): string {
  const minor = Number(version.split(".")[1]);
  return Number.isNaN(minor) ? "‹next minor version›" : `1.${minor + 1}`;
}

const zonesIn = (pools: readonly PoolShape[], region: string): boolean =>
  pools.some(({ availabilityZones }) => availabilityZones.length > 0) && !hasZones(region);

/** A subnet of the cluster's networks that overlaps its range of Services. */
function overlapped({
  inputs: { networkProfile, agentPoolProfiles, apiServerAccessProfile },
  world,
}: Request<ClusterInputs>) {
  const own = [...agentPoolProfiles.map(({ vnetSubnetID }) => vnetSubnetID), apiServerAccessProfile?.subnetId];
  const networks = new Set(own.flatMap((id) => (id === undefined ? [] : [parentId(id)])));
  const services = parseRange(networkProfile.serviceCidr);
  return world
    .all(subnetType)
    .filter(({ id }) => networks.has(parentId(id)))
    .map(({ outputs }) => rangeOf(subnetShape.parse(outputs)))
    .find((text) => {
      const range = parseRange(text);
      return services && range && overlap(services, range);
    });
}

export const clusterRefusals: readonly ClusterRefusal[] = [
  {
    code: "ServiceCidrOverlapExistingSubnetsCidr",
    when: (request) => overlapped(request) !== undefined,
    message: (request) =>
      `The specified service CIDR ${request.inputs.networkProfile.serviceCidr} is conflicted with an existing subnet CIDR ${overlapped(request)}`,
    source: "https://github.com/Azure/azure-cli/issues/20810 (2021-12)",
  },
  tooManyProcessors(({ agentPoolProfiles }) => agentPoolProfiles),
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
    message:
      "Since kubernetes version 1.25, disableLocalAccounts can only be set on Azure AD integration enabled cluster. Please integrate your cluster with AAD.",
    source: "https://github.com/cilium/cilium/pull/48265 (2026-09)",
  },
  {
    code: "InvalidParameter",
    when: ({ inputs }) =>
      inputs.securityProfile?.workloadIdentity?.enabled === true && inputs.oidcIssuerProfile?.enabled !== true,
    message: "Workload identity requires the OIDC issuer to be enabled.",
    source: {
      believed:
        "https://learn.microsoft.com/azure/aks/workload-identity-deploy-cluster (2026-11) has the rule; no text of the error was found",
    },
  },
  {
    code: "OIDCIssuerFeatureCannotBeDisabled",
    when: ({ inputs, old }) => isOn(old?.outputs.oidcIssuerProfile) && inputs.oidcIssuerProfile?.enabled !== true,
    message: "The OIDC issuer cannot be disabled once it is enabled.",
    source: {
      believed:
        "https://learn.microsoft.com/azure/aks/use-oidc-issuer (2026-11) has the rule; no text of the error was found",
    },
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
    source: {
      believed:
        "https://learn.microsoft.com/azure/aks/azure-cni-powered-by-cilium (2026-11) has the rule; no text of the error was found",
    },
  },
  {
    code: "OperationNotAllowed",
    when: ({ inputs, old }) =>
      stepOf(inputs.kubernetesVersion, String(old?.outputs.kubernetesVersion ?? inputs.kubernetesVersion)) > 1,
    message: ({ inputs, old }) =>
      `Upgrading Kubernetes version ${old?.outputs.kubernetesVersion} to ${inputs.kubernetesVersion} is not allowed. Available upgrades: [${nextMinor(String(old?.outputs.kubernetesVersion))}]. Please see https://aka.ms/aks-supported-k8s-ver for version details.`,
    source: "https://github.com/rancher/dashboard/issues/11884 (2024-09)",
  },
];

function isOn(profile: unknown): boolean {
  return typeof profile === "object" && profile !== null && Reflect.get(profile, "enabled") === true;
}

export const poolRefusals: readonly Refusal<PoolShape & { readonly agentPoolName: string }>[] = [
  tooManyProcessors((pool) => [pool]),
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
    source: {
      believed:
        "https://learn.microsoft.com/azure/aks/cluster-autoscaler (2026-11) has the rule; no text of the error was found",
    },
  },
  {
    code: "InvalidParameter",
    when: ({ inputs: { mode, enableAutoScaling, minCount } }) =>
      mode === "System" && enableAutoScaling && minCount === 0,
    message: "A system node pool cannot be scaled to zero.",
    source: {
      believed:
        "https://learn.microsoft.com/azure/aks/use-system-pools (2026-11) has the rule; no text of the error was found",
    },
  },
];
