import * as z from "zod";
import { define } from "../../define.ts";
import { arn, newId } from "../../names.ts";
import * as targets from "./targets.ts";

export const vpcEndpoint = define({
  type: "aws:ec2/vpcEndpoint:VpcEndpoint",
  api: { service: "EC2", create: "CreateVpcEndpoint", update: "ModifyVpcEndpoint", delete: "DeleteVpcEndpoints" },
  inputs: z.looseObject({
    vpcId: z.string(),
    serviceName: z.string(),
    vpcEndpointType: z.enum(["Gateway", "Interface", "GatewayLoadBalancer"]).default("Gateway"),
    privateDnsEnabled: z.boolean().optional(),
    routeTableIds: z.array(z.string()).default([]),
    subnetIds: z.array(z.string()).default([]),
    securityGroupIds: z.array(z.string()).default([]),
  }),
  replaces: ["vpcId", "serviceName", "vpcEndpointType"],
  tagged: true,
  references: {
    vpcId: targets.vpc,
    subnetIds: targets.subnet,
    securityGroupIds: targets.securityGroup,
    routeTableIds: { ...targets.routeTable, held: undefined },
  },
  refusals: [
    {
      code: "InvalidServiceName",
      when: ({ inputs, region }) => !inputs.serviceName.includes(`.${region}.`),
      message: ({ inputs }) => `The Vpc Endpoint Service '${inputs.serviceName}' does not exist`,
      source: "EC2 API error codes (2026-11)",
    },
    {
      code: "InvalidParameter",
      when: ({ inputs, world }) =>
        inputs.privateDnsEnabled === true &&
        world.find(targets.vpc.type, inputs.vpcId)?.inputs.enableDnsHostnames !== true,
      message:
        "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for the VPC.",
      source: "VPC user guide, private DNS for interface endpoints (2026-11)",
    },
  ],
  identify: () => newId("vpce"),
  compute: ({ account, region }, id) => ({
    arn: arn("ec2", { account, region }, `vpc-endpoint/${id}`),
    ownerId: account,
    state: "available",
  }),
});
