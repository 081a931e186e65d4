import * as z from "zod";
import { define } from "../../define.ts";
import { arn, newId } from "../../names.ts";
import * as targets from "./targets.ts";

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
  }),
  autoName: "name",
  replaces: ["name", "description", "vpcId"],
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
  },
  identify: () => newId("sg"),
  compute: ({ account, region }, id) => ({
    arn: arn("ec2", { account, region }, `security-group/${id}`),
    ownerId: account,
  }),
});
