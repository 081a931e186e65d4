import { type Case, changed } from "../case.ts";

const cluster = "eks/cluster:Cluster";
const clusterType = "aws:eks/cluster:Cluster";
const id = "longshore-production-cluster";
const long = "c".repeat(101);
const own = { authenticationMode: "CONFIG_MAP", bootstrapClusterCreatorAdminPermissions: true };
const entriesOff = changed(clusterType, id, { accessConfig: own });
const entriesNeeded =
  "InvalidRequestException: The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation.";

export const clusters: readonly Case[] = [
  { type: cluster, set: { name: long }, says: `"name" length must be between 1-100 characters: "${long}"` },
  {
    type: cluster,
    set: { name: "my cluster" },
    says: '"name" doesn\'t comply with restrictions ("^[0-9A-Za-z][0-9A-Za-z_-]*$"): "my cluster"',
  },
  {
    type: cluster,
    set: { storageConfig: { blockStorage: { enabled: false } } },
    says: "compute_config.enabled, kubernetes_network_config.elastic_load_balancing.enabled, and storage_config.block_storage.enabled must all be set to either true or false",
  },
  {
    type: cluster,
    set: { version: "1.21.2" },
    says: "InvalidParameterException: unsupported Kubernetes version",
  },
  {
    type: cluster,
    set: { roleArn: "arn:aws:iam::123456789012:role/longshore-production-node" },
    says: "InvalidParameterException: Role with arn: arn:aws:iam::123456789012:role/longshore-production-node, could not be assumed because it does not exist or the trusted entity is not correct",
  },
  {
    type: cluster,
    set: { vpcConfig: { subnetIds: ["network-management-1-id"], endpointPrivateAccess: true } },
    says: "InvalidParameterException: Subnets specified must be in at least two different AZs",
  },
  {
    type: cluster,
    set: {
      vpcConfig: { subnetIds: ["network-management-1-id", "network-management-2-id"], endpointPublicAccess: false },
    },
    says: "InvalidParameterException: Private and public endpoint access cannot be false",
  },
  {
    type: cluster,
    set: { accessConfig: { ...own, bootstrapClusterCreatorAdminPermissions: false } },
    says: "InvalidParameterException: bootstrapClusterCreatorAdminPermissions must be true if cluster authentication mode is set to CONFIG_MAP",
  },
  {
    type: cluster,
    at: "update",
    set: { accessConfig: own },
    says: "InvalidParameterException: Unsupported authentication mode update from API to CONFIG_MAP",
  },
  {
    type: cluster,
    at: "update",
    given: changed(clusterType, id, { version: "1.33" }),
    set: { version: "1.35" },
    says: "InvalidParameterException: Unsupported Kubernetes minor version update from 1.33 to 1.35",
  },
  {
    type: cluster,
    at: "delete",
    given: (world) => {
      // Nothing of the platform names it.
      for (const one of world.list()) if (one.inputs.clusterName === id) world.remove(one);
    },
    says: "InvalidRequestException: Cluster cannot be deleted because deletion protection is enabled.",
  },
  { type: "eks/accessEntry:AccessEntry", given: entriesOff, says: entriesNeeded },
  { type: "eks/accessPolicyAssociation:AccessPolicyAssociation", given: entriesOff, says: entriesNeeded },
  {
    type: "eks/accessPolicyAssociation:AccessPolicyAssociation",
    set: { principalArn: "arn:aws:iam::123456789012:role/nobody" },
    says: "ResourceNotFoundException: The specified principalArn could not be found. You can view your available access entries with 'list-access-entries'. (arn:aws:iam::123456789012:role/nobody)",
  },
  {
    type: "eks/podIdentityAssociation:PodIdentityAssociation",
    set: { roleArn: "arn:aws:iam::123456789012:role/longshore-production-node" },
    says: "InvalidParameterException: Trust policy of the role provided is invalid.",
  },
  {
    type: "eks/addon:Addon",
    set: { addonVersion: "0.8.0" },
    says: "InvalidParameterException: Addon version specified is not supported",
  },
];
