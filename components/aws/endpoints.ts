import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import type { Vpc } from "@pulumi/aws/ec2/vpc.js";
import { VpcEndpoint } from "@pulumi/aws/ec2/vpcEndpoint.js";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { Context } from "../contracts/context.ts";
import type { NetworkArgs } from "../contracts/network.ts";
import { accountOnly, objectsOfAccount } from "./endpoint-policies.ts";
import type { PlaneSubnets } from "./subnets.ts";

/**
 * Services that are called through an interface endpoint, and who calls them. Other services are called seldom and take
 * the NAT gateways. KMS itself is called by the runner only (its stack's secrets): S3 and Secrets Manager call it for
 * their own callers.
 */
export const interfaceServices = {
  "ecr.api": "nodes, before they pull an image",
  "ecr.dkr": "nodes, to pull an image",
  sts: "External Secrets, to assume a tenant's role",
  secretsmanager: "External Secrets",
  kms: "the runner, for the secrets in its stack",
  ec2: "nodes, for the addresses of their pods",
  eks: "nodes, when they join; the runner",
  "eks-auth": "pods, to take on their identity",
} as const;

export interface EndpointArgs {
  readonly vpc: Vpc;
  /** Plane whose subnets hold the endpoints. */
  readonly home: PlaneSubnets;
  /** Planes that may use them. */
  readonly clients: readonly PlaneSubnets[];
  readonly egress: NetworkArgs["egress"];
}

/**
 * Private ways to AWS: what nodes and pods call all day never leaves the network. An interface endpoint stands in every
 * zone or, like the NAT gateway, in one.
 */
export function privateEndpoints(
  name: string,
  context: Context,
  { vpc, home, clients, egress }: EndpointArgs,
  options: CustomResourceOptions,
): void {
  const group = new SecurityGroup(
    `${name}-endpoints`,
    {
      vpcId: vpc.id,
      description: "Private endpoints of AWS services",
      ingress: [
        {
          description: "HTTPS from the planes that call AWS",
          protocol: "tcp",
          fromPort: 443,
          toPort: 443,
          cidrBlocks: clients.flatMap(({ cidrs }) => cidrs),
        },
      ],
      egress: [],
      tags: { Name: `${context.prefix}-endpoints` },
    },
    options,
  );
  new VpcEndpoint(
    `${name}-s3`,
    {
      vpcId: vpc.id,
      serviceName: `com.amazonaws.${context.region}.s3`,
      vpcEndpointType: "Gateway",
      routeTableIds: clients.flatMap(({ tables }) => tables.map(({ id }) => id)),
      policy: objectsOfAccount(context),
      tags: { Name: `${context.prefix}-s3` },
    },
    options,
  );
  const subnets = egress === "per-zone" ? home.subnets : home.subnets.slice(0, 1);
  for (const service of Object.keys(interfaceServices)) {
    new VpcEndpoint(
      `${name}-${service.replace(".", "-")}`,
      {
        vpcId: vpc.id,
        serviceName: `com.amazonaws.${context.region}.${service}`,
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
        subnetIds: subnets.map(({ id }) => id),
        securityGroupIds: [group.id],
        policy: accountOnly(context),
        tags: { Name: `${context.prefix}-${service}` },
      },
      options,
    );
  }
}
