import { randomInt } from "node:crypto";
import * as z from "zod";
import { define } from "../../define.ts";
import { arn, newId } from "../../names.ts";
import * as targets from "./targets.ts";

export const internetGateway = define({
  type: targets.internetGateway.type,
  api: { service: "EC2", create: "CreateInternetGateway", delete: "DetachInternetGateway" },
  inputs: z.looseObject({ vpcId: z.string().optional() }),
  replaces: [],
  tagged: true,
  references: { vpcId: targets.vpc },
  keeps: [
    {
      code: "DependencyViolation",
      when: ({ inputs, world }) =>
        world.all(targets.natGateway.type).some(({ inputs: { subnetId } }) => {
          const subnet = world.find(targets.subnet.type, String(subnetId));
          return subnet?.inputs.vpcId === inputs.vpcId;
        }),
      message: ({ inputs }) =>
        `Network ${inputs.vpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
      source: "EC2 API error codes (2026-11)",
    },
  ],
  identify: () => newId("igw"),
  compute: ({ account, region }, id) => ({
    arn: arn("ec2", { account, region }, `internet-gateway/${id}`),
    ownerId: account,
  }),
});

export const eip = define({
  type: targets.elasticAddress.type,
  api: { service: "EC2", create: "AllocateAddress", delete: "ReleaseAddress" },
  inputs: z.looseObject({ domain: z.string().default("vpc") }),
  replaces: ["domain"],
  tagged: true,
  identify: () => newId("eipalloc"),
  compute: ({ account, region }, id, old) => ({
    arn: arn("ec2", { account, region }, `elastic-ip/${id}`),
    allocationId: id,
    publicIp: old.publicIp ?? documentationAddress(),
  }),
});

export const natGateway = define({
  type: targets.natGateway.type,
  api: { service: "EC2", create: "CreateNatGateway", delete: "DeleteNatGateway" },
  inputs: z.looseObject({
    subnetId: z.string(),
    allocationId: z.string().optional(),
    connectivityType: z.string().default("public"),
  }),
  replaces: ["subnetId", "allocationId", "connectivityType"],
  tagged: true,
  references: { subnetId: targets.subnet, allocationId: targets.elasticAddress },
  refusals: [
    {
      code: "Resource.AlreadyAssociated",
      when: ({ inputs, world, old }) =>
        world
          .all(targets.natGateway.type)
          .some(({ id, inputs: { allocationId } }) => id !== old?.id && allocationId === inputs.allocationId),
      message: ({ inputs }) => `Elastic IP address [${inputs.allocationId}] is already associated`,
      source: "EC2 API error codes (2026-11)",
    },
  ],
  identify: () => newId("nat"),
  compute: ({ inputs, world }, _id, old) => ({
    publicIp: world.find(targets.elasticAddress.type, String(inputs.allocationId))?.outputs.publicIp,
    networkInterfaceId: old.networkInterfaceId ?? newId("eni"),
  }),
});

/** An address that belongs to nobody: RFC 5737, TEST-NET-2 and TEST-NET-3. */
const documentationAddress = (): string => `${randomInt(2) ? "198.51.100" : "203.0.113"}.${randomInt(1, 255)}`;
