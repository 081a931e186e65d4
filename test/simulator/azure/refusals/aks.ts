import { cluster, ids, inGroup, type RefusalCase } from "./case.ts";

const pool = { ...inGroup, resourceName: "c", agentPoolName: "user" };
const maintenance = { ...inGroup, resourceName: "c" };
const weekly = { startTime: "01:00", schedule: {} };
const absent = /Resource \/x\/absent referenced by resource was not found/;

export const aksCases: readonly RefusalCase[] = [
  {
    type: "containerservice:ManagedCluster",
    inputs: { ...cluster, agentPoolProfiles: [{ name: "system", mode: "System", vnetSubnetID: "/x/absent" }] },
    says: absent,
  },
  {
    type: "containerservice:ManagedCluster",
    inputs: { ...cluster, agentPoolProfiles: [{ name: "system", mode: "System", vnetSubnetID: ids.subnet }] },
    says: /The specified service CIDR 10.0.0.0\/16 is conflicted with an existing subnet CIDR 10.0.0.0\/24/,
  },
  {
    type: "containerservice:ManagedCluster",
    inputs: {
      ...cluster,
      agentPoolProfiles: [{ name: "system", mode: "System", vmSize: "Standard_D8ds_v5", count: 20 }],
    },
    says: /Insufficient vcpu quota requested 160, remaining 100 for family standardDDSv5Family for region germanywestcentral/,
  },
  {
    type: "containerservice:ManagedCluster",
    inputs: {
      ...cluster,
      location: "germanynorth",
      agentPoolProfiles: [{ name: "system", mode: "System", availabilityZones: ["1"] }],
    },
    says: /Availability zone is not supported in this region/,
  },
  {
    type: "containerservice:ManagedCluster",
    inputs: { ...cluster, agentPoolProfiles: [] },
    says: /There has to be at least one system agent pool/,
  },
  {
    type: "containerservice:ManagedCluster",
    inputs: { ...cluster, disableLocalAccounts: true },
    says: /disableLocalAccounts can only be set on Azure AD integration enabled cluster/,
  },
  {
    type: "containerservice:ManagedCluster",
    inputs: { ...cluster, securityProfile: { workloadIdentity: { enabled: true } } },
    says: /requires the OIDC issuer/,
  },
  {
    type: "containerservice:ManagedCluster",
    before: { ...cluster, oidcIssuerProfile: { enabled: true } },
    inputs: cluster,
    says: /OIDCIssuerFeatureCannotBeDisabled/,
  },
  {
    type: "containerservice:ManagedCluster",
    inputs: { ...cluster, apiServerAccessProfile: { enableVnetIntegration: true, subnetId: "/x/absent/subnets/s" } },
    says: /SubnetMissingRequiredDelegation.*managedClusters/,
  },
  {
    type: "containerservice:ManagedCluster",
    inputs: { ...cluster, networkProfile: { networkPolicy: "cilium" } },
    says: /requires the network dataplane cilium/,
  },
  {
    type: "containerservice:ManagedCluster",
    before: cluster,
    inputs: { ...cluster, kubernetesVersion: "1.37" },
    says: /Upgrading Kubernetes version 1.35 to 1.37 is not allowed. Available upgrades: \[1.36\]/,
  },
  {
    type: "containerservice:ManagedCluster",
    inputs: {
      ...cluster,
      securityProfile: { azureKeyVaultKms: { keyId: "https://nowhere.vault.azure.net/keys/a/1" } },
    },
    says: /The vault nowhere.vault.azure.net could not be found/,
  },
  {
    type: "containerservice:AgentPool",
    inputs: { ...pool, vmSize: "Standard_D4s_v5", count: 26 },
    says: /Insufficient vcpu quota requested 104, remaining 100 for family standardDSv5Family/,
  },
  { type: "containerservice:AgentPool", inputs: { ...pool, vnetSubnetID: "/x/absent" }, says: absent },
  {
    type: "containerservice:AgentPool",
    inputs: { ...pool, location: "germanynorth", availabilityZones: ["1"] },
    says: /The zone\(s\) '1' for resource 'user' is not supported/,
  },
  {
    type: "containerservice:AgentPool",
    inputs: { ...pool, enableAutoScaling: true },
    says: /minCount and maxCount must be given/,
  },
  {
    type: "containerservice:AgentPool",
    inputs: { ...pool, mode: "System", enableAutoScaling: true, minCount: 0, maxCount: 1 },
    says: /cannot be scaled to zero/,
  },
  {
    type: "containerservice:AgentPool",
    inputs: { ...pool, agentPoolName: "system", mode: "System" },
    deleted: ids.pool,
    says: /There has to be at least one system agent pool/,
  },
  {
    type: "containerservice:MaintenanceConfiguration",
    inputs: { ...maintenance, configName: "nightly" },
    says: /The maintenance configuration name nightly is not supported/,
  },
  {
    type: "containerservice:MaintenanceConfiguration",
    inputs: { ...maintenance, configName: "default", maintenanceWindow: { durationHours: 1, ...weekly } },
    says: /between 4 and 24/,
  },
];
