import { RouteTable } from "@pulumi/aws/ec2/routeTable.js";
import { RouteTableAssociation } from "@pulumi/aws/ec2/routeTableAssociation.js";
import { Subnet } from "@pulumi/aws/ec2/subnet.js";
import type { Vpc } from "@pulumi/aws/ec2/vpc.js";
import type { CustomResourceOptions, Input, Output } from "@pulumi/pulumi";
import type { Context, Plane } from "../contracts/context.ts";

export interface PlaneArgs {
  readonly name: string;
  readonly context: Context;
  readonly vpc: Vpc;
  readonly plane: Plane;
  readonly ranges: Readonly<Record<Plane, readonly string[]>>;
  /** Default routes: none, one for the whole plane, or one for each zone. */
  readonly routes: readonly { readonly gatewayId?: Input<string>; readonly natGatewayId?: Input<string> }[];
}

export interface PlaneSubnets {
  readonly subnets: readonly Subnet[];
  readonly tables: readonly RouteTable[];
  readonly cidrs: readonly string[];
  /** In the form of the contract. */
  readonly outputs: { readonly ids: Output<string>[]; readonly cidrs: readonly string[] };
}

/** By these tags a load balancer controller finds the subnets for public and for internal load balancers. */
const roles: Partial<Record<Plane, Readonly<Record<string, string>>>> = {
  edge: { "kubernetes.io/role/elb": "1" },
  application: { "kubernetes.io/role/internal-elb": "1" },
};

/** A plane: one subnet in each zone, and as many route tables as it has ways out. */
export function planeSubnets(args: PlaneArgs, options: CustomResourceOptions): PlaneSubnets {
  const { name, context, vpc, plane, routes } = args;
  const cidrs = args.ranges[plane];
  const perZone = routes.length > 1;
  const label = (index: number) => `${name}-${plane}-${index + 1}`;
  const tag = (part: string) => ({ Name: `${context.prefix}-${plane}${part}` });
  const tables = (routes.length > 0 ? routes : [undefined]).map(
    (route, index) =>
      new RouteTable(
        perZone ? label(index) : `${name}-${plane}`,
        {
          vpcId: vpc.id,
          routes: route ? [{ cidrBlock: "0.0.0.0/0", ...route }] : [],
          tags: tag(perZone ? `-${context.zones[index]}` : ""),
        },
        options,
      ),
  );
  const subnets = cidrs.map(
    (cidrBlock, index) =>
      new Subnet(
        label(index),
        {
          vpcId: vpc.id,
          cidrBlock,
          availabilityZone: context.zones[index],
          mapPublicIpOnLaunch: false,
          tags: { ...tag(`-${context.zones[index]}`), ...roles[plane] },
        },
        options,
      ),
  );
  subnets.forEach((subnet, index) => {
    const table = tables[perZone ? index : 0];
    if (!table) throw new Error(`${plane}: ${tables.length} route tables for ${subnets.length} zones`);
    new RouteTableAssociation(label(index), { subnetId: subnet.id, routeTableId: table.id }, options);
  });
  return { subnets, tables, cidrs, outputs: { ids: subnets.map(({ id }) => id), cidrs } };
}
