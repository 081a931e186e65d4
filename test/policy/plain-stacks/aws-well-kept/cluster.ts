import * as aws from "@pulumi/aws";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import { logGroup, serviceRole } from "./keys.ts";
import type { Place } from "./network.ts";

/** EKS with managed node groups, a group in each zone so that volumes find their nodes again. */
export function cluster({ vpc, nodes }: Place, data: aws.kms.Key, options: CustomResourceOptions): void {
  const role = serviceRole("cluster", "eks.amazonaws.com", options, false);
  new aws.iam.RolePolicyAttachment(
    "cluster",
    { role: role.name, policyArn: "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy" },
    options,
  );
  logGroup("cluster", "/aws/eks/shop/cluster", data, options);
  const shop = new aws.eks.Cluster(
    "shop",
    {
      name: "shop",
      version: "1.35",
      roleArn: role.arn,
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
      enabledClusterLogTypes: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
      encryptionConfig: { provider: { keyArn: data.arn }, resources: ["secrets"] },
      upgradePolicy: { supportType: "STANDARD" },
      deletionProtection: true,
      vpcConfig: {
        subnetIds: nodes.map(({ id }) => id),
        endpointPrivateAccess: true,
        endpointPublicAccess: true,
        publicAccessCidrs: ["198.51.100.0/24"],
      },
    },
    options,
  );
  const nodeRole = serviceRole("nodes", "ec2.amazonaws.com", options, false);
  for (const policy of ["AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy", "AmazonEC2ContainerRegistryPullOnly"])
    new aws.iam.RolePolicyAttachment(
      `nodes-${policy}`,
      { role: nodeRole.name, policyArn: `arn:aws:iam::aws:policy/${policy}` },
      options,
    );
  // Nodes pull images and call carriers; what they may call is the network policies' to say.
  const group = new aws.ec2.SecurityGroup(
    "nodes",
    {
      vpcId: vpc.id,
      description: "Nodes",
      egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
    },
    options,
  );
  const template = new aws.ec2.LaunchTemplate(
    "nodes",
    {
      vpcSecurityGroupIds: [group.id],
      metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: "true", volumeSize: 40, volumeType: "gp3" } }],
    },
    options,
  );
  nodes.forEach(({ id }, index) => {
    new aws.eks.NodeGroup(
      `nodes-${index + 1}`,
      {
        clusterName: shop.name,
        nodeRoleArn: nodeRole.arn,
        subnetIds: [id],
        instanceTypes: ["m7g.large"],
        scalingConfig: { minSize: 1, maxSize: 4, desiredSize: 1 },
        launchTemplate: { id: template.id, version: template.latestVersion.apply((version) => String(version ?? 1)) },
      },
      options,
    );
  });
  new aws.eks.AccessEntry(
    "administrators",
    {
      clusterName: shop.name,
      principalArn: "arn:aws:iam::210987654321:role/shop-administrators",
    },
    options,
  );
}
