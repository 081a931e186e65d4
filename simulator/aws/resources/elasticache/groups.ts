import * as z from "zod";
import type { Target } from "../../../cloud/definition.ts";
import { define } from "../../define.ts";
import { arn } from "../../names.ts";
import * as dataPlane from "../data-plane.ts";
import * as ec2 from "../ec2/targets.ts";

const source = "ElastiCache API reference, common errors; wording from public apply logs (2026-11)";
const remembered = { believed: "the code is in the ElastiCache API reference; the wording is remembered" };

export const parameterGroupTarget: Target = {
  type: "aws:elasticache/parameterGroup:ParameterGroup",
  missing: { code: "CacheParameterGroupNotFound", message: (name) => `CacheParameterGroup not found: ${name}`, source },
  held: {
    code: "InvalidCacheParameterGroupState",
    message: () => "One or more cache clusters are still members of this parameter group",
    source: remembered,
  },
};

export const subnetGroupTarget: Target = {
  type: "aws:elasticache/subnetGroup:SubnetGroup",
  missing: {
    code: "CacheSubnetGroupNotFoundFault",
    message: (name) => `Cache Subnet Group ${name} does not exist.`,
    source: remembered,
  },
  held: {
    code: "CacheSubnetGroupInUse",
    message: (name) => `Cache subnet group ${name} is currently in use by a cache cluster.`,
    source: remembered,
  },
};

export const parameterGroup = define({
  type: parameterGroupTarget.type,
  api: {
    service: "ElastiCache",
    create: "CreateCacheParameterGroup",
    update: "ModifyCacheParameterGroup",
    delete: "DeleteCacheParameterGroup",
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
    code: "CacheParameterGroupAlreadyExists",
    message: ({ name }) => `Cache parameter group ${name} already exists`,
    source,
  },
  identify: ({ inputs }) => inputs.name.toLowerCase(),
  compute: ({ account, region }, id) => ({ arn: arn("elasticache", { account, region }, `parametergroup:${id}`) }),
});

export const subnetGroup = define({
  type: subnetGroupTarget.type,
  api: {
    service: "ElastiCache",
    create: "CreateCacheSubnetGroup",
    update: "ModifyCacheSubnetGroup",
    delete: "DeleteCacheSubnetGroup",
  },
  inputs: z.looseObject({ name: z.string(), subnetIds: z.array(z.string()) }),
  autoName: "name",
  replaces: ["name"],
  tagged: true,
  references: { subnetIds: dataPlane.subnet },
  unique: {
    within: "region",
    by: ({ name }) => name.toLowerCase(),
    code: "CacheSubnetGroupAlreadyExists",
    message: ({ name }) => `Cache subnet group ${name} already exists.`,
    source,
  },
  identify: ({ inputs }) => inputs.name.toLowerCase(),
  compute: ({ inputs, world, account, region }, id) => ({
    arn: arn("elasticache", { account, region }, `subnetgroup:${id}`),
    vpcId: world.find(ec2.subnet.type, inputs.subnetIds[0] ?? "")?.inputs.vpcId,
  }),
});
