import * as z from "zod";
import type { Request, Target } from "../../../cloud/definition.ts";
import { define } from "../../define.ts";
import { arn } from "../../names.ts";
import * as ec2 from "../ec2/targets.ts";

export const parameterGroupTarget: Target = {
  type: "aws:rds/parameterGroup:ParameterGroup",
  missing: { code: "DBParameterGroupNotFound", message: (name) => `DBParameterGroup not found: ${name}` },
  held: {
    code: "InvalidDBParameterGroupState",
    message: () => "One or more database instances are still members of this parameter group",
  },
};

export const subnetGroupTarget: Target = {
  type: "aws:rds/subnetGroup:SubnetGroup",
  missing: { code: "DBSubnetGroupNotFoundFault", message: (name) => `DB subnet group '${name}' does not exist.` },
  held: {
    code: "InvalidDBSubnetGroupStateFault",
    message: (name) =>
      `Cannot delete the subnet group '${name}' because at least one database instance is still using it.`,
  },
};

export const parameterGroup = define({
  type: parameterGroupTarget.type,
  api: {
    service: "RDS",
    create: "CreateDBParameterGroup",
    update: "ModifyDBParameterGroup",
    delete: "DeleteDBParameterGroup",
  },
  inputs: z.looseObject({
    name: z.string(),
    family: z.string(),
    description: z.string().default("Managed by Pulumi"),
    parameters: z.array(z.looseObject({ name: z.string(), value: z.string() })).default([]),
  }),
  autoName: "name",
  replaces: ["name", "family", "description"],
  tagged: true,
  unique: {
    within: "region",
    by: ({ name }) => name.toLowerCase(),
    code: "DBParameterGroupAlreadyExists",
    message: ({ name }) => `Parameter group ${name} already exists`,
  },
  identify: ({ inputs }) => inputs.name.toLowerCase(),
  compute: ({ account, region }, id) => ({ arn: arn("rds", { account, region }, `pg:${id}`) }),
});

interface SubnetGroupInputs {
  readonly name: string;
  readonly subnetIds: string[];
  readonly [property: string]: unknown;
}

export const subnetGroup = define({
  type: subnetGroupTarget.type,
  api: { service: "RDS", create: "CreateDBSubnetGroup", update: "ModifyDBSubnetGroup", delete: "DeleteDBSubnetGroup" },
  inputs: z.looseObject({ name: z.string(), subnetIds: z.array(z.string()) }),
  autoName: "name",
  replaces: ["name"],
  tagged: true,
  references: { subnetIds: ec2.subnet },
  unique: {
    within: "region",
    by: ({ name }) => name.toLowerCase(),
    code: "DBSubnetGroupAlreadyExists",
    message: ({ name }) => `The DB subnet group '${name}' already exists.`,
  },
  refusals: [
    {
      code: "DBSubnetGroupDoesNotCoverEnoughAZs",
      when: (request) => zones(request).size < 2,
      message: (request) =>
        `The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: ${[...zones(request)].join(", ")}. Add subnets to cover at least 2 AZs.`,
      source: "RDS API reference, CreateDBSubnetGroup; wording from public apply logs (2026-11)",
    },
  ],
  identify: ({ inputs }) => inputs.name.toLowerCase(),
  compute: ({ inputs, world, account, region }, id) => ({
    arn: arn("rds", { account, region }, `subgrp:${id}`),
    vpcId: world.find(ec2.subnet.type, inputs.subnetIds[0] ?? "")?.inputs.vpcId,
  }),
});

function zones({ inputs, world }: Request<SubnetGroupInputs>): Set<string> {
  return new Set(inputs.subnetIds.map((id) => String(world.find(ec2.subnet.type, id)?.outputs.availabilityZone)));
}
