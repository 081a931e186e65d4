import { randomInt } from "node:crypto";
import * as z from "zod";
import type { Request } from "../../../cloud/definition.ts";
import type { World } from "../../../world.ts";
import { define } from "../../define.ts";
import { arn, newId } from "../../names.ts";
import { quota } from "../../quotas.ts";
import * as targets from "./targets.ts";

export const internetGateway = define({
  type: targets.internetGateway.type,
  api: { service: "EC2", create: "CreateInternetGateway", delete: "DetachInternetGateway" },
  inputs: z.looseObject({ vpcId: z.string().optional() }),
  replaces: [],
  tagged: true,
  references: { vpcId: targets.vpc },
  refusals: [
    quota({
      type: targets.internetGateway.type,
      quota: "L-A4707A72",
      standard: 5,
      code: "InternetGatewayLimitExceeded",
      message: () => "The maximum number of internet gateways has been reached.",
      source: "EC2 API reference, Error codes; VPC user guide, Amazon VPC quotas (2026-11)",
    }),
    {
      code: "InvalidParameterValue",
      when: ({ inputs, world, old }) =>
        inputs.vpcId !== undefined &&
        world
          .all(targets.internetGateway.type)
          .some((other) => other.id !== old?.id && other.inputs.vpcId === inputs.vpcId),
      message: ({ inputs }) => `Network ${inputs.vpcId} already has an internet gateway attached`,
      source: "VPC user guide, Internet gateways; wording from public apply logs (2026-11)",
    },
  ],
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
  replaces: ["domain", "address", "publicIpv4Pool", "networkBorderGroup"],
  tagged: true,
  refusals: [
    quota({
      type: targets.elasticAddress.type,
      quota: "L-0263D0A3",
      standard: 5,
      code: "AddressLimitExceeded",
      message: () => "The maximum number of addresses has been reached.",
      source: "https://github.com/terraform-aws-modules/terraform-aws-vpc/issues/429 (read 2026-11)",
    }),
  ],
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
    {
      code: "Gateway.NotAttached",
      when: (request) => request.inputs.connectivityType === "public" && !hasGateway(request),
      message: (request) => `Network ${networkOf(request)} has no Internet gateway attached`,
      source: "https://github.com/giantswarm/aws-operator/pull/1234 (read 2026-11)",
    },
    quota<Nat>({
      type: targets.natGateway.type,
      quota: "L-FE5A380F",
      standard: 5,
      counts: (other, { inputs, world }) =>
        zoneOf(world, String(other.inputs.subnetId)) === zoneOf(world, inputs.subnetId),
      code: "NatGatewayLimitExceeded",
      message: (limit) => `Performing this operation would exceed the limit of ${limit} NAT gateways`,
      source:
        "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html (2026-11): for each zone",
    }),
  ],
  identify: () => newId("nat"),
  compute: ({ inputs, world }, _id, old) => ({
    publicIp: world.find(targets.elasticAddress.type, String(inputs.allocationId))?.outputs.publicIp,
    networkInterfaceId: old.networkInterfaceId ?? newId("eni"),
  }),
});

interface Nat {
  readonly subnetId: string;
}

const zoneOf = (world: World, subnet: string): unknown =>
  world.find(targets.subnet.type, subnet)?.outputs.availabilityZone;

const networkOf = ({ inputs, world }: Request<Nat>): unknown =>
  world.find(targets.subnet.type, inputs.subnetId)?.inputs.vpcId;

const hasGateway = (request: Request<Nat>): boolean =>
  request.world.all(targets.internetGateway.type).some(({ inputs: { vpcId } }) => vpcId === networkOf(request));

/** An address that belongs to nobody: RFC 5737, TEST-NET-2 and TEST-NET-3. */
const documentationAddress = (): string => `${randomInt(2) ? "198.51.100" : "203.0.113"}.${randomInt(1, 255)}`;
