import * as z from "zod";
import type { Request, Target } from "../../../cloud/definition.ts";
import { matching } from "../../checks.ts";
import { define } from "../../define.ts";
import { arn } from "../../names.ts";
import * as dataPlane from "../data-plane.ts";
import * as ec2 from "../ec2/targets.ts";

const source = "RDS API reference, common errors; wording from public apply logs (2026-11)";
const provider = "terraform-provider-aws, internal/service/rds/validate.go (2026-11)";

export const parameterGroupTarget: Target = {
  type: "aws:rds/parameterGroup:ParameterGroup",
  missing: { code: "DBParameterGroupNotFound", message: (name) => `DBParameterGroup not found: ${name}`, source },
  held: {
    code: "InvalidDBParameterGroupState",
    message: () => "One or more database instances are still members of this parameter group",
    source,
  },
};

export const subnetGroupTarget: Target = {
  type: "aws:rds/subnetGroup:SubnetGroup",
  missing: {
    code: "DBSubnetGroupNotFoundFault",
    message: (name) => `DB subnet group '${name}' does not exist.`,
    source,
  },
  held: {
    code: "InvalidDBSubnetGroupStateFault",
    message: (name, holder) =>
      `Cannot delete the subnet group '${name}' because at least one database instance: ${holder} is still using it.`,
    source,
  },
};

const parameter = z.looseObject({
  name: z.string(),
  value: z.string(),
  // terraform-provider-aws, internal/service/rds/parameter_group.go (2026-11).
  applyMethod: z.string().default("immediate"),
});

/** Parameters that only a restart brings in: RDS user guide, Parameters for PostgreSQL (2026-11). */
const statics = [
  "autovacuum_freeze_max_age",
  "autovacuum_max_workers",
  "huge_pages",
  "max_connections",
  "max_locks_per_transaction",
  "max_prepared_transactions",
  "max_replication_slots",
  "max_wal_senders",
  "max_worker_processes",
  "rds.logical_replication",
  "shared_buffers",
  "shared_preload_libraries",
  "track_activity_query_size",
  "wal_buffers",
];

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
    parameters: z.array(parameter).default([]),
  }),
  autoName: "name",
  replaces: ["name", "namePrefix", "family", "description"],
  tagged: true,
  unique: {
    within: "region",
    by: ({ name }) => name.toLowerCase(),
    code: "DBParameterGroupAlreadyExists",
    message: ({ name }) => `Parameter group ${name} already exists`,
    source,
  },
  checks: [
    matching(
      "name",
      /^[0-9a-z.-]+$/,
      'only lowercase alphanumeric characters, periods, and hyphens allowed in parameter group "name"',
      provider,
    ),
    matching("name", /^[a-z]/, 'first character of parameter group "name" must be a letter', provider),
  ],
  refusals: [
    {
      code: "InvalidParameterCombination",
      when: ({ inputs }) =>
        inputs.parameters.some(({ name, applyMethod }) => applyMethod === "immediate" && statics.includes(name)),
      message: "cannot use immediate apply method for static parameter",
      source: "https://github.com/hashicorp/terraform-provider-aws/issues/216 (read 2026-11)",
    },
  ],
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
  references: { subnetIds: dataPlane.subnet },
  unique: {
    within: "region",
    by: ({ name }) => name.toLowerCase(),
    code: "DBSubnetGroupAlreadyExists",
    message: ({ name }) => `The DB subnet group '${name}' already exists.`,
    source,
  },
  checks: [
    matching(
      "name",
      /^[0-9a-z_ .-]+$/,
      'only lowercase alphanumeric characters, hyphens, underscores, periods, and spaces allowed in "name"',
      provider,
    ),
    matching("name", /^(?!default$)/i, '"Default" is not allowed as "name"', provider),
  ],
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
