import { DefaultSecurityGroup } from "@pulumi/aws/ec2/defaultSecurityGroup.js";
import { InternetGateway } from "@pulumi/aws/ec2/internetGateway.js";
import { Vpc } from "@pulumi/aws/ec2/vpc.js";
import { ComponentResource, type ComponentResourceOptions, type Output } from "@pulumi/pulumi";
import { planeRanges } from "../addressing.ts";
import type { Context } from "../contracts/context.ts";
import type * as contract from "../contracts/network.ts";
import { privateEndpoints } from "./endpoints.ts";
import { flowLogs } from "./flow-logs.ts";
import { natGateways } from "./nat.ts";
import { planeSubnets } from "./subnets.ts";

/**
 * A VPC over three zones, in planes: the edge faces the internet, application, management and observability reach it
 * through NAT gateways with fixed addresses, and the database plane has no way out at all. AWS's own services are reached
 * through private endpoints.
 *
 * *Cost*: per NAT gateway and hour, per interface endpoint, zone and hour, and per GiB through either; flow logs per GiB.
 */
export class Network extends ComponentResource implements contract.Network {
  readonly id: Output<string>;
  readonly cidr: string;
  readonly subnets: contract.Network["subnets"];
  readonly egressAddresses: Output<string>[];
  /** Servers of RDS have names that resolve everywhere. */
  readonly databaseZone = undefined;

  /**
   * @param args.cidr    caution: another range replaces the network and all that stands in it
   * @param args.egress  caution: going from `per-zone` to `single` gives up two addresses that partners may have allowed
   */
  constructor(name: string, context: Context, args: contract.NetworkArgs, options: ComponentResourceOptions) {
    super("longshore:aws:Network", name, {}, options);
    const child = { parent: this };
    const vpc = new Vpc(
      name,
      {
        cidrBlock: args.cidr,
        enableDnsHostnames: true,
        enableDnsSupport: true,
        tags: { Name: context.prefix },
      },
      child,
    );
    emptyDefaultGroup(name, context, vpc, child);
    flowLogs(name, context, { vpc, days: args.flowLogDays, key: args.secrets.dataKey }, child);

    const planes = { name, context, vpc, ranges: planeRanges(args.cidr) };
    const internet = new InternetGateway(name, { vpcId: vpc.id, tags: { Name: context.prefix } }, child);
    const edge = planeSubnets({ ...planes, plane: "edge", routes: [{ gatewayId: internet.id }] }, child);
    const nat = natGateways(name, context, { subnets: edge.subnets, egress: args.egress, internet }, child);
    const out = nat.gateways.map((gateway) => ({ natGatewayId: gateway.id }));
    const application = planeSubnets({ ...planes, plane: "application", routes: out }, child);
    const management = planeSubnets({ ...planes, plane: "management", routes: out }, child);
    const observability = planeSubnets({ ...planes, plane: "observability", routes: out }, child);
    const database = planeSubnets({ ...planes, plane: "database", routes: [] }, child);
    privateEndpoints(
      name,
      context,
      { vpc, home: management, clients: [application, management, observability], egress: args.egress },
      child,
    );

    this.id = vpc.id;
    this.cidr = args.cidr;
    this.egressAddresses = nat.addresses;
    this.subnets = {
      edge: edge.outputs,
      application: application.outputs,
      database: database.outputs,
      management: management.outputs,
      observability: observability.outputs,
    };
    this.registerOutputs();
  }

  /** The endpoint of Secrets Manager serves every secret of the account. */
  reach(): void {}
}

/** What forgets to name a security group gets the default one: with no rules, it connects to nothing. */
function emptyDefaultGroup(name: string, { prefix }: Context, vpc: Vpc, child: ComponentResourceOptions): void {
  const tags = { Name: `${prefix}-default` };
  new DefaultSecurityGroup(name, { vpcId: vpc.id, ingress: [], egress: [], tags }, child);
}
