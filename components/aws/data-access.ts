import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { Context } from "../contracts/context.ts";
import type { Network } from "../contracts/network.ts";

export interface DataAccessArgs {
  readonly network: Network;
  readonly port: number;
  /** What listens, for people. */
  readonly what: string;
}

/**
 * Opens one port to the application plane and nothing else. It names the plane's ranges, not the cluster's security
 * group: so database and cache are made beside the cluster, not after it.
 */
export function dataAccess(
  name: string,
  context: Context,
  { network, port, what }: DataAccessArgs,
  options: CustomResourceOptions,
): SecurityGroup {
  return new SecurityGroup(
    name,
    {
      vpcId: network.id,
      description: `${what}, from the application plane`,
      ingress: [
        {
          description: "Application plane",
          protocol: "tcp",
          fromPort: port,
          toPort: port,
          cidrBlocks: [...network.subnets.application.cidrs],
        },
      ],
      egress: [],
      tags: { Name: `${context.prefix}-${name}` },
    },
    options,
  );
}
