import * as aws from "@pulumi/aws";
import type { CustomResourceOptions, Output } from "@pulumi/pulumi";
import type { Context, NetworkArgs } from "../contracts.ts";

export interface NatArgs {
  /** The edge's subnets, in the order of zones. */
  readonly subnets: readonly aws.ec2.Subnet[];
  readonly egress: NetworkArgs["egress"];
  readonly internet: aws.ec2.InternetGateway;
}

/**
 * NAT gateways: one in each zone, so that a lost zone takes no other zone's way out, or one for all. Their addresses are
 * protected: carriers and EDI partners have them on their lists.
 */
export function natGateways(
  name: string,
  context: Context,
  args: NatArgs,
  options: CustomResourceOptions,
): { readonly gateways: readonly aws.ec2.NatGateway[]; readonly addresses: Output<string>[] } {
  const homes = args.egress === "per-zone" ? args.subnets : args.subnets.slice(0, 1);
  const pairs = homes.map((subnet, index) => {
    const label = `${name}-nat-${index + 1}`;
    const tags = { Name: `${context.prefix}-${context.zones[index]}` };
    const address = new aws.ec2.Eip(label, { domain: "vpc", tags }, { ...options, protect: true });
    const gateway = new aws.ec2.NatGateway(
      label,
      { subnetId: subnet.id, allocationId: address.allocationId, tags },
      { ...options, dependsOn: [args.internet] },
    );
    return { address, gateway };
  });
  return {
    gateways: pairs.map(({ gateway }) => gateway),
    addresses: pairs.map(({ address }) => address.publicIp),
  };
}
