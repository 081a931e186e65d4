import * as z from "zod";
import { contains, overlap, parseRange } from "../../../cloud/cidr.ts";
import type { Request } from "../../../cloud/definition.ts";
import { define } from "../../define.ts";
import { arn, newId } from "../../names.ts";
import * as targets from "./targets.ts";

interface Inputs {
  readonly vpcId: string;
  readonly cidrBlock: string;
  readonly [property: string]: unknown;
}

export const subnet = define({
  type: targets.subnet.type,
  api: { service: "EC2", create: "CreateSubnet", update: "ModifySubnetAttribute", delete: "DeleteSubnet" },
  inputs: z.looseObject({
    vpcId: z.string(),
    cidrBlock: z.string(),
    availabilityZone: z.string().optional(),
    mapPublicIpOnLaunch: z.boolean().default(false),
    assignIpv6AddressOnCreation: z.boolean().default(false),
  }),
  replaces: ["vpcId", "cidrBlock", "availabilityZone"],
  tagged: true,
  references: { vpcId: targets.vpc },
  refusals: [
    {
      code: "InvalidSubnet.Range",
      when: (request) => !fits(request),
      message: ({ inputs }) => `The CIDR '${inputs.cidrBlock}' is invalid.`,
      source: "EC2 API error codes (2026-11)",
    },
    {
      code: "InvalidSubnet.Conflict",
      when: (request) => conflicts(request),
      message: ({ inputs }) => `The CIDR '${inputs.cidrBlock}' conflicts with another subnet`,
      source: "EC2 API error codes (2026-11)",
    },
    {
      code: "InvalidParameterValue",
      when: ({ inputs, region }) => Boolean(inputs.availabilityZone && !inputs.availabilityZone.startsWith(region)),
      message: ({ inputs, region }) =>
        `Value (${inputs.availabilityZone}) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: ${region}a, ${region}b, ${region}c.`,
      source: "EC2 API error codes (2026-11)",
    },
  ],
  identify: () => newId("subnet"),
  compute: ({ inputs, account, region }, id) => ({
    arn: arn("ec2", { account, region }, `subnet/${id}`),
    ownerId: account,
    availabilityZone: inputs.availabilityZone ?? `${region}a`,
  }),
});

/** Whether the range is part of the network's. */
function fits({ inputs, world }: Request<Inputs>): boolean {
  const range = parseRange(inputs.cidrBlock);
  const network = parseRange(String(world.find(targets.vpc.type, inputs.vpcId)?.inputs.cidrBlock));
  return Boolean(range && network && contains(network, range) && range.bits <= 28);
}

function conflicts({ inputs, world, old }: Request<Inputs>): boolean {
  const range = parseRange(inputs.cidrBlock);
  return world
    .all(targets.subnet.type)
    .filter((other) => other.id !== old?.id && other.inputs.vpcId === inputs.vpcId)
    .some((other) => {
      const taken = parseRange(String(other.inputs.cidrBlock));
      return range && taken && overlap(range, taken);
    });
}
