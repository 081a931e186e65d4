import { FlowLog } from "@pulumi/aws/ec2/flowLog.js";
import type { Vpc } from "@pulumi/aws/ec2/vpc.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import type { CustomResourceOptions, Input } from "@pulumi/pulumi";
import type { Context } from "../contracts/context.ts";
import { physicalName } from "../names.ts";
import { arn } from "./arn.ts";
import { logGroup } from "./logs.ts";
import { policyDocument } from "./policy-document.ts";
import { serviceRole } from "./roles.ts";
import { serviceTrust } from "./trust.ts";

export interface FlowLogArgs {
  readonly vpc: Vpc;
  readonly days: number;
  readonly key: Input<string>;
}

/** Seconds over which one record sums up a flow: the shorter of the two values that AWS offers. */
const aggregationSeconds = 60;

/** Records of all connections of the network, accepted and rejected. */
export function flowLogs(name: string, context: Context, args: FlowLogArgs, options: CustomResourceOptions): void {
  const label = `${name}-flow-logs`;
  const groupName = `/longshore/${context.prefix}/flow-logs`;
  const group = logGroup(label, { name: groupName, days: args.days, key: args.key }, options);
  const { role } = serviceRole(
    label,
    {
      name: physicalName(64, context.prefix, "flow-logs"),
      trust: serviceTrust(context, "vpc-flow-logs.amazonaws.com"),
      policies: [],
    },
    options,
  );
  const policy = new RolePolicy(
    label,
    {
      name: "flow-logs",
      role: role.name,
      policy: policyDocument([
        {
          Sid: "WriteFlowLogs",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
          Resource: arn(context, "logs", `log-group:${groupName}:*`),
        },
      ]),
    },
    options,
  );
  new FlowLog(
    name,
    {
      vpcId: args.vpc.id,
      trafficType: "ALL",
      logDestination: group.arn,
      iamRoleArn: role.arn,
      maxAggregationInterval: aggregationSeconds,
      tags: { Name: context.prefix },
    },
    { ...options, dependsOn: [policy] },
  );
}
