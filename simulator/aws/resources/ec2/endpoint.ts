import * as z from "zod";
import type { Request } from "../../../cloud/definition.ts";
import type { SimulatedResource } from "../../../world.ts";
import { define } from "../../define.ts";
import { arn, newId } from "../../names.ts";
import * as targets from "./targets.ts";

const inputs = z.looseObject({
  vpcId: z.string(),
  serviceName: z.string(),
  vpcEndpointType: z.enum(["Gateway", "Interface", "GatewayLoadBalancer"]).default("Gateway"),
  privateDnsEnabled: z.boolean().optional(),
  routeTableIds: z.array(z.string()).default([]),
  subnetIds: z.array(z.string()).default([]),
  securityGroupIds: z.array(z.string()).default([]),
});

type Inputs = z.output<typeof inputs>;

const type = "aws:ec2/vpcEndpoint:VpcEndpoint";

export const vpcEndpoint = define({
  type,
  api: { service: "EC2", create: "CreateVpcEndpoint", update: "ModifyVpcEndpoint", delete: "DeleteVpcEndpoints" },
  inputs,
  replaces: ["vpcId", "serviceName", "serviceRegion", "vpcEndpointType"],
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
    {
      code: "InvalidParameter",
      when: (request) => request.inputs.privateDnsEnabled === true && twin(request) !== undefined,
      message: ({ inputs, region }) =>
        `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${inputs.serviceName.split(".").slice(3).join(".")}.${region}.amazonaws.com in the VPC ${inputs.vpcId}`,
      source: "https://github.com/hashicorp/terraform-provider-aws/issues/17535 (read 2026-11)",
    },
    {
      code: "RouteAlreadyExists",
      when: (request) => sharedTable(request) !== undefined,
      message: (request) =>
        `route table ${sharedTable(request)} already has a route with destination-prefix-list-id ${prefixList(request.inputs)}`,
      source: "EC2 API reference, Error codes; wording from public apply logs (2026-11)",
    },
    {
      code: "DuplicateSubnetsInSameZone",
      when: (request) => secondInZone(request) !== undefined,
      message: (request) =>
        `Found another VPC endpoint subnet in the availability zone of ${secondInZone(request)}. VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service.`,
      source: "https://github.com/terraform-aws-modules/terraform-aws-vpc/issues/583 (read 2026-11)",
    },
  ],
  identify: () => newId("vpce"),
  compute: ({ account, region }, id) => ({
    arn: arn("ec2", { account, region }, `vpc-endpoint/${id}`),
    ownerId: account,
    state: "available",
  }),
});

/** Another endpoint of the same service in the same network whose private names are on. */
const twin = ({ inputs: { vpcId, serviceName }, old, world }: Request<Inputs>): SimulatedResource | undefined =>
  world
    .all(type)
    .find(
      (other) =>
        other.id !== old?.id &&
        other.inputs.vpcId === vpcId &&
        other.inputs.serviceName === serviceName &&
        other.inputs.privateDnsEnabled === true,
    );

/** A route table that leads to the service already. */
const sharedTable = ({ inputs: { serviceName, routeTableIds }, old, world }: Request<Inputs>): string | undefined => {
  const others = world.all(type).filter((other) => other.id !== old?.id && other.inputs.serviceName === serviceName);
  const taken = new Set(others.flatMap((other) => inputs.parse(other.inputs).routeTableIds));
  return routeTableIds.find((id) => taken.has(id));
};

/** A stand-in for the id of AWS's list of a service's addresses, which only AWS knows. */
const prefixList = ({ serviceName }: Inputs): string => `pl-${serviceName.split(".").slice(3).join(".")}`;

/** A subnet in a zone that an earlier one of the endpoint is in. */
const secondInZone = ({ inputs: { subnetIds }, world }: Request<Inputs>): string | undefined => {
  const zones = subnetIds.map((id) => world.find(targets.subnet.type, id)?.outputs.availabilityZone);
  return subnetIds.find((_, index) => zones.indexOf(zones[index]) < index);
};
