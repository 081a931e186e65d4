import * as z from "zod";
import { parseRange } from "../../../cloud/cidr.ts";
import { define } from "../../define.ts";
import { arn, newId } from "../../names.ts";
import { quota } from "../../quotas.ts";
import * as targets from "./targets.ts";

export const vpc = define({
  type: targets.vpc.type,
  api: { service: "EC2", create: "CreateVpc", update: "ModifyVpcAttribute", delete: "DeleteVpc" },
  inputs: z.looseObject({
    cidrBlock: z.string(),
    instanceTenancy: z.string().default("default"),
    enableDnsSupport: z.boolean().default(true),
    enableDnsHostnames: z.boolean().default(false),
  }),
  replaces: ["cidrBlock", "instanceTenancy", "ipv4IpamPoolId", "ipv4NetmaskLength"],
  tagged: true,
  refusals: [
    {
      code: "InvalidVpc.Range",
      when: ({ inputs }) => {
        const range = parseRange(inputs.cidrBlock);
        return !range || range.bits < 16 || range.bits > 28;
      },
      message: ({ inputs }) => `The CIDR '${inputs.cidrBlock}' is invalid.`,
      source: "VPC user guide, VPC CIDR blocks: /16 to /28 (2026-11)",
    },
    quota({
      type: targets.vpc.type,
      quota: "L-F678F1CE",
      standard: 5,
      code: "VpcLimitExceeded",
      message: () => "The maximum number of VPCs has been reached.",
      source: "https://github.com/virt-s1/rhel-edge/issues/3947 (read 2026-11); VPC user guide, Amazon VPC quotas",
    }),
  ],
  identify: () => newId("vpc"),
  compute: ({ account, region }, id, old) => ({
    arn: arn("ec2", { account, region }, `vpc/${id}`),
    ownerId: account,
    defaultSecurityGroupId: old.defaultSecurityGroupId ?? newId("sg"),
    defaultNetworkAclId: old.defaultNetworkAclId ?? newId("acl"),
    mainRouteTableId: old.mainRouteTableId ?? newId("rtb"),
  }),
});

/** The group that every VPC is born with: it is taken over, never made, and stays when Pulumi lets go of it. */
export const defaultSecurityGroup = define({
  type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  api: { service: "EC2", create: "DescribeSecurityGroups", delete: "DescribeSecurityGroups" },
  inputs: z.looseObject({ vpcId: z.string() }),
  replaces: ["vpcId"],
  tagged: true,
  references: { vpcId: { ...targets.vpc, held: undefined } },
  identify: ({ inputs, world }) =>
    String(world.find(targets.vpc.type, inputs.vpcId)?.outputs.defaultSecurityGroupId ?? newId("sg")),
  compute: ({ account, region }, id) => ({
    arn: arn("ec2", { account, region }, `security-group/${id}`),
    ownerId: account,
    name: "default",
    description: "default VPC security group",
  }),
});
