import { Eip } from "@pulumi/aws/ec2/eip.js";
import type { InternetGateway } from "@pulumi/aws/ec2/internetGateway.js";
import { NatGateway } from "@pulumi/aws/ec2/natGateway.js";
import type { Subnet } from "@pulumi/aws/ec2/subnet.js";
import type { CustomResourceOptions, Output } from "@pulumi/pulumi";
import type { Context } from "../contracts/context.ts";
import type { NetworkArgs } from "../contracts/network.ts";

export interface NatArgs {
  /** The edge's subnets, in the order of zones. */
  readonly subnets: readonly Subnet[];
  readonly egress: NetworkArgs["egress"];
  readonly internet: InternetGateway;
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
): { readonly gateways: readonly NatGateway[]; readonly addresses: Output<string>[] } {
  const homes = args.egress === "per-zone" ? args.subnets : args.subnets.slice(0, 1);
  const pairs = homes.map((subnet, index) => {
    const label = `${name}-nat-${index + 1}`;
    const tags = { Name: `${context.prefix}-${context.zones[index]}` };
    const address = new Eip(label, { domain: "vpc", tags }, { ...options, protect: true });
    const gateway = new NatGateway(
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
