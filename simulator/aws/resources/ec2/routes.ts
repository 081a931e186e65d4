import * as z from "zod";
import { define } from "../../define.ts";
import { arn, newId } from "../../names.ts";
import * as targets from "./targets.ts";

export const routeTable = define({
  type: targets.routeTable.type,
  api: { service: "EC2", create: "CreateRouteTable", update: "CreateRoute", delete: "DeleteRouteTable" },
  inputs: z.looseObject({ vpcId: z.string() }),
  replaces: ["vpcId"],
  tagged: true,
  references: {
    vpcId: targets.vpc,
    "routes.gatewayId": targets.internetGateway,
    "routes.natGatewayId": targets.natGateway,
  },
  identify: () => newId("rtb"),
  compute: ({ account, region }, id) => ({
    arn: arn("ec2", { account, region }, `route-table/${id}`),
    ownerId: account,
  }),
});

export const routeTableAssociation = define({
  type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
  api: { service: "EC2", create: "AssociateRouteTable", delete: "DisassociateRouteTable" },
  inputs: z.looseObject({ subnetId: z.string(), routeTableId: z.string() }),
  replaces: ["subnetId"],
  references: { subnetId: { ...targets.subnet, held: undefined }, routeTableId: targets.routeTable },
  unique: {
    within: "region",
    by: ({ subnetId }) => subnetId,
    code: "Resource.AlreadyAssociated",
    message: ({ subnetId }) =>
      `the specified association for subnet ${subnetId} conflicts with an existing association`,
  },
  identify: () => newId("rtbassoc"),
});
