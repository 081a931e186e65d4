import type { Target } from "../../../cloud/definition.ts";
import { define } from "../../define.ts";
import { arn, newId, newToken } from "../../names.ts";
import * as ec2 from "../ec2/targets.ts";
import { keyArn } from "../kms.ts";
import { clusterInputs, clusterTarget, roleArn } from "./inputs.ts";
import { kubernetes } from "./kubernetes.ts";
import { clusterChecks, clusterKeeps, clusterRefusals } from "./refusals.ts";

/** EKS passes on what the other service says, under a code of its own. */
const asEks = (target: Target): Target => ({
  ...target,
  missing: {
    code: "InvalidParameterException",
    message: target.missing.message,
    source: "EKS API reference, CreateCluster; wording from public logs (2026-11), there with the other service's code",
  },
});

export const cluster = define({
  type: clusterTarget.type,
  api: { service: "EKS", create: "CreateCluster", update: "UpdateClusterConfig", delete: "DeleteCluster" },
  inputs: clusterInputs,
  autoName: "name",
  // terraform-provider-aws, internal/service/eks/cluster.go (2026-11).
  replaces: [
    "name",
    "roleArn",
    "bootstrapSelfManagedAddons",
    "encryptionConfig",
    "accessConfig.bootstrapClusterCreatorAdminPermissions",
    "computeConfig.nodeRoleArn",
    "kubernetesNetworkConfig.ipFamily",
    "kubernetesNetworkConfig.serviceIpv4Cidr",
    "remoteNetworkConfig",
  ],
  tagged: true,
  references: {
    "vpcConfig.subnetIds": asEks(ec2.subnet),
    "vpcConfig.securityGroupIds": asEks(ec2.securityGroup),
    roleArn,
    "computeConfig.nodeRoleArn": roleArn,
    "encryptionConfig.provider.keyArn": asEks(keyArn),
  },
  unique: {
    within: "region",
    by: ({ name }) => name,
    code: "ResourceInUseException",
    message: ({ name }) => `Cluster already exists with name: ${name}`,
    source: "https://github.com/hashicorp/terraform/issues/30808 (read 2026-11)",
  },
  checks: clusterChecks,
  refusals: clusterRefusals,
  keeps: clusterKeeps,
  busy: {
    code: "ResourceInUseException",
    message: ({ name }) => `Cannot update because cluster ${name} currently has update in progress`,
    source: "https://github.com/rancher/rancher/issues/28408 (read 2026-11): there with the update's id",
  },
  identify: ({ inputs: wanted }) => wanted.name,
  compute: ({ inputs: wanted, world, account, region }, id, old) => {
    const issuer = old.issuer ?? `https://oidc.eks.${region}.amazonaws.com/id/${newToken(32)}`;
    return {
      arn: arn("eks", { account, region }, `cluster/${id}`),
      status: "ACTIVE",
      endpoint: old.endpoint ?? `https://${newToken(32)}.gr7.${region}.eks.amazonaws.com`,
      identities: [{ oidcs: [{ issuer }] }],
      issuer,
      vpcConfig: {
        ...wanted.vpcConfig,
        vpcId: world.find(ec2.subnet.type, wanted.vpcConfig.subnetIds[0] ?? "")?.inputs.vpcId,
        clusterSecurityGroupId: old.clusterSecurityGroupId ?? newId("sg"),
      },
    };
  },
  backing: kubernetes,
});
