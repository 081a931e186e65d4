import { define } from "../../define.ts";
import { digitsOf, uuidOf } from "../../names.ts";
import { isolated } from "../encryption.ts";
import { subnetTarget } from "../network/subnets.ts";
import { type ClusterInputs, clusterInputs, clusterType, poolType } from "./inputs.ts";
import { kubernetes } from "./kubernetes.ts";
import { clusterRefusals } from "./refusals.ts";

export const cluster = define({
  type: clusterType,
  path: "Microsoft.ContainerService/managedClusters/{resourceName}",
  located: true,
  // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftcontainerservice (2026-11).
  names: { resourceName: { min: 1, max: 63, pattern: /^[a-zA-Z0-9]$|^[a-zA-Z0-9][-_a-zA-Z0-9]{0,61}[a-zA-Z0-9]$/ } },
  // Azure/azure-rest-api-specs, containerservice managedClusters.json, and test-programs/aks-networkprofile-forcenew of
  // pulumi-azure-native (2026-11).
  replaces: [
    "dnsPrefix",
    "fqdnSubdomain",
    "nodeResourceGroup",
    "diskEncryptionSetID",
    "apiServerAccessProfile.enablePrivateCluster",
    "networkProfile.networkPlugin",
    "networkProfile.podCidr",
    "networkProfile.serviceCidr",
    "networkProfile.dnsServiceIP",
    "networkProfile.loadBalancerSku",
  ],
  inputs: clusterInputs,
  later: ["oidcIssuerProfile.issuerURL"],
  references: {
    "agentPoolProfiles.vnetSubnetID": subnetTarget,
    "apiServerAccessProfile.subnetId": subnetTarget,
  },
  refusals: [...clusterRefusals, isolated<ClusterInputs>(({ securityProfile }) => securityProfile)],
  compute: ({ inputs, account, region }, id) => {
    const { resourceGroupName, resourceName, dnsPrefix = resourceName, apiServerAccessProfile } = inputs;
    const digits = digitsOf(id, 8);
    const isPrivate = apiServerAccessProfile?.enablePrivateCluster === true;
    const host = isPrivate
      ? `${dnsPrefix}-${digits}.${uuidOf(`${id}|dns`)}.privatelink.${region}.azmk8s.io`
      : `${dnsPrefix}-${digits}.hcp.${region}.azmk8s.io`;
    return {
      fqdn: `${dnsPrefix}-${digits}.hcp.${region}.azmk8s.io`,
      privateFQDN: isPrivate ? host : undefined,
      currentKubernetesVersion: inputs.kubernetesVersion,
      nodeResourceGroup: inputs.nodeResourceGroup ?? `MC_${resourceGroupName}_${resourceName}_${region}`,
      maxAgentPools: 100,
      oidcIssuerProfile: inputs.oidcIssuerProfile?.enabled
        ? {
            ...inputs.oidcIssuerProfile,
            issuerURL: `https://${region}.oic.prod-aks.azure.com/${uuidOf(account)}/${uuidOf(`${id}|oidc`)}/`,
          }
        : inputs.oidcIssuerProfile,
      powerState: { code: "Running" },
      resourceUID: digitsOf(`${id}|uid`, 24),
      provisioningState: "Succeeded",
    };
  },
  backing: kubernetes,
  parts: ({ inputs, account, region }, id) =>
    inputs.agentPoolProfiles.map((pool) => {
      const own = `${id}/agentPools/${pool.name}`;
      return { type: poolType, id: own, account, region, inputs: pool, outputs: { ...pool, id: own } };
    }),
});
