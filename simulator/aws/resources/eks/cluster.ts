import * as z from "zod";
import type { Request, Target } from "../../../cloud/definition.ts";
import { define } from "../../define.ts";
import { arn, newId, newToken } from "../../names.ts";
import * as ec2 from "../ec2/targets.ts";
import { role } from "../iam.ts";
import { keyArn } from "../kms.ts";
import { kubernetes } from "./kubernetes.ts";

export const clusterTarget: Target = {
  type: "aws:eks/cluster:Cluster",
  missing: { code: "ResourceNotFoundException", message: (name) => `No cluster found for name: ${name}.` },
};

/** A role by its ARN. */
export const roleArn: Target = {
  type: role.type,
  by: "arn",
  missing: { code: "InvalidParameterException", message: (name) => `Role with arn: ${name}, could not be assumed` },
};

const inputs = z.looseObject({
  name: z.string(),
  version: z.string(),
  roleArn: z.string(),
  vpcConfig: z.looseObject({
    subnetIds: z.array(z.string()),
    endpointPrivateAccess: z.boolean().default(false),
    endpointPublicAccess: z.boolean().default(true),
    publicAccessCidrs: z.array(z.string()).default(["0.0.0.0/0"]),
  }),
  deletionProtection: z.boolean().default(false),
});

type Inputs = z.output<typeof inputs>;

export const cluster = define({
  type: clusterTarget.type,
  api: { service: "EKS", create: "CreateCluster", update: "UpdateClusterConfig", delete: "DeleteCluster" },
  inputs,
  autoName: "name",
  replaces: ["name", "roleArn", "bootstrapSelfManagedAddons", "encryptionConfig"],
  tagged: true,
  references: {
    "vpcConfig.subnetIds": ec2.subnet,
    "vpcConfig.securityGroupIds": ec2.securityGroup,
    roleArn,
    "computeConfig.nodeRoleArn": roleArn,
    "encryptionConfig.provider.keyArn": keyArn,
  },
  unique: {
    within: "region",
    by: ({ name }) => name,
    code: "ResourceInUseException",
    message: ({ name }) => `Cluster already exists with name: ${name}`,
  },
  refusals: [
    {
      code: "InvalidParameterException",
      when: (request) => zones(request).size < 2,
      message: "Subnets specified must be in at least two different AZs",
      source: "EKS user guide, network requirements; wording from public apply logs (2026-11)",
    },
    {
      code: "InvalidParameterException",
      when: ({ inputs: { vpcConfig } }) => !vpcConfig.endpointPrivateAccess && !vpcConfig.endpointPublicAccess,
      message: "Private and public endpoint access cannot be false",
      source: "EKS API reference, VpcConfigRequest (2026-11)",
    },
    {
      code: "InvalidParameterException",
      when: ({ inputs: next, old }) => stepOf(next.version, String(old?.outputs.version ?? next.version)) > 1,
      message: ({ inputs: next, old }) =>
        `Unsupported Kubernetes minor version update from ${old?.outputs.version} to ${next.version}`,
      source: "EKS user guide, Update existing cluster to new Kubernetes version (2026-11)",
    },
  ],
  keeps: [
    {
      code: "InvalidRequestException",
      when: ({ inputs: current }) => current.deletionProtection,
      message: "Cluster cannot be deleted because deletion protection is enabled.",
      source: "EKS user guide, Protect EKS clusters from accidental deletion (2026-11)",
    },
  ],
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

function zones({ inputs: { vpcConfig }, world }: Request<Inputs>): Set<string> {
  return new Set(vpcConfig.subnetIds.map((id) => String(world.find(ec2.subnet.type, id)?.outputs.availabilityZone)));
}

/** Minor versions between two of Kubernetes; a step down counts as forbidden too. */
function stepOf(next: string, old: string): number {
  const step = Number(next.split(".")[1]) - Number(old.split(".")[1]);
  return step < 0 ? Number.POSITIVE_INFINITY : step;
}
