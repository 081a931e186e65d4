import * as z from "zod";
import type { Request } from "../../../cloud/definition.ts";
import { define } from "../../define.ts";
import { arn, newId } from "../../names.ts";
import * as targets from "./targets.ts";

const inputs = z.looseObject({
  vpcId: z.string(),
  routes: z.array(z.looseObject({ gatewayId: z.string().optional() })).default([]),
});

/** A gateway that is attached to another network, or to none. */
const strangeGateway = ({ inputs: { vpcId, routes }, world }: Request<z.output<typeof inputs>>): string | undefined =>
  routes
    .flatMap(({ gatewayId }) => gatewayId ?? [])
    .find((id) => world.find(targets.internetGateway.type, id)?.inputs.vpcId !== vpcId);

export const routeTable = define({
  type: targets.routeTable.type,
  api: { service: "EC2", create: "CreateRouteTable", update: "CreateRoute", delete: "DeleteRouteTable" },
  inputs,
  replaces: ["vpcId"],
  tagged: true,
  references: {
    vpcId: targets.vpc,
    "routes.gatewayId": targets.internetGateway,
    "routes.natGatewayId": targets.natGateway,
  },
  refusals: [
    {
      code: "InvalidParameterValue",
      when: (request) => strangeGateway(request) !== undefined,
      message: (request) =>
        `route table ${request.old?.id ?? "rtb"} and network gateway ${strangeGateway(request)} belong to different networks`,
      source: "https://github.com/smoketurner/serverless-vpc-plugin/issues/147 (read 2026-11)",
    },
  ],
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
  // https://www.pulumi.com/registry/packages/aws/api-docs/ec2/routetableassociation/#import (read 2026-11-22).
  importedBy: ({ inputs: { subnetId, routeTableId } }) => `${subnetId}/${routeTableId}`,
  replaces: ["subnetId", "gatewayId"],
  references: { subnetId: { ...targets.subnet, held: undefined }, routeTableId: targets.routeTable },
  unique: {
    within: "region",
    by: ({ subnetId }) => subnetId,
    code: "Resource.AlreadyAssociated",
    message: ({ subnetId }) =>
      `the specified association for subnet ${subnetId} conflicts with an existing association`,
    source: "EC2 API reference, Error codes (2026-11)",
  },
  identify: () => newId("rtbassoc"),
});
