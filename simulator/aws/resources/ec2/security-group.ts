import * as z from "zod";
import { lengthBetween, matching } from "../../checks.ts";
import { define } from "../../define.ts";
import { arn, newId } from "../../names.ts";
import * as targets from "./targets.ts";

const provider = "terraform-provider-aws, internal/service/ec2/vpc_security_group.go (2026-11)";
const rulesLimit = 60;
const list = z.array(z.string()).default([]);
const rules = z.array(z.looseObject({ cidrBlocks: list, securityGroups: list, prefixListIds: list })).default([]);

/** Each range and each group counts as a rule. */
const countOf = (written: z.output<typeof rules>): number =>
  written.reduce(
    (sum, { cidrBlocks, securityGroups, prefixListIds }) =>
      sum + cidrBlocks.length + securityGroups.length + prefixListIds.length,
    0,
  );

export const securityGroup = define({
  type: targets.securityGroup.type,
  api: {
    service: "EC2",
    create: "CreateSecurityGroup",
    update: "AuthorizeSecurityGroupIngress",
    delete: "DeleteSecurityGroup",
  },
  inputs: z.looseObject({
    name: z.string(),
    vpcId: z.string(),
    description: z.string().default("Managed by Pulumi"),
    ingress: rules,
    egress: rules,
  }),
  autoName: "name",
  replaces: ["name", "namePrefix", "description", "vpcId"],
  tagged: true,
  references: {
    vpcId: targets.vpc,
    "ingress.securityGroups": targets.securityGroup,
    "egress.securityGroups": targets.securityGroup,
  },
  unique: {
    within: "region",
    by: ({ name, vpcId }) => `${vpcId} ${name}`,
    code: "InvalidGroup.Duplicate",
    message: ({ name, vpcId }) => `The security group '${name}' already exists for VPC '${vpcId}'`,
    source: "EC2 API reference, Error codes (2026-11)",
  },
  checks: [
    matching("name", /^(?!sg-)/, "invalid value for name (cannot begin with sg-)", provider),
    lengthBetween("name", 0, 255, provider),
    lengthBetween("description", 0, 255, provider),
  ],
  refusals: [
    {
      code: "RulesPerSecurityGroupLimitExceeded",
      when: ({ inputs: { ingress, egress } }) => [ingress, egress].some((rules) => countOf(rules) > rulesLimit),
      message: "The maximum number of rules per security group has been reached.",
      source: "https://github.com/dan-v/awslambdaproxy/issues/25 (read 2026-11); VPC user guide, Amazon VPC quotas: 60",
    },
  ],
  identify: () => newId("sg"),
  compute: ({ account, region }, id) => ({
    arn: arn("ec2", { account, region }, `security-group/${id}`),
    ownerId: account,
  }),
});
