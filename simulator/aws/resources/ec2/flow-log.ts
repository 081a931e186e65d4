import * as z from "zod";
import { oneOf } from "../../checks.ts";
import { define } from "../../define.ts";
import { arn, newId } from "../../names.ts";
import { role } from "../iam/role.ts";
import * as targets from "./targets.ts";

const type = "aws:ec2/flowLog:FlowLog";

export const flowLog = define({
  type,
  api: { service: "EC2", create: "CreateFlowLogs", delete: "DeleteFlowLogs" },
  inputs: z.looseObject({
    vpcId: z.string(),
    iamRoleArn: z.string().optional(),
    logDestination: z.string(),
    logDestinationType: z.string().default("cloud-watch-logs"),
    maxAggregationInterval: z.int().default(600),
    trafficType: z.string().optional(),
  }),
  replaces: [
    "vpcId",
    "iamRoleArn",
    "logDestination",
    "logDestinationType",
    "maxAggregationInterval",
    "trafficType",
    "logFormat",
  ],
  tagged: true,
  references: {
    vpcId: { ...targets.vpc, held: undefined },
    iamRoleArn: {
      type: role.type,
      by: "arn",
      missing: {
        code: "InvalidParameter",
        message: () => "DeliverLogsPermissionArn is invalid",
        source: "EC2 API reference, CreateFlowLogs (2026-11)",
      },
    },
  },
  checks: [
    oneOf(
      "maxAggregationInterval",
      [60, 600],
      "terraform-provider-aws, internal/service/ec2/vpc_flow_log.go (2026-11)",
    ),
  ],
  refusals: [
    {
      code: "FlowLogAlreadyExists",
      when: ({ inputs: { vpcId, logDestination, trafficType }, old, world }) =>
        world
          .all(type)
          .some(
            ({ id, inputs: other }) =>
              id !== old?.id &&
              other.vpcId === vpcId &&
              other.logDestination === logDestination &&
              other.trafficType === trafficType,
          ),
      message: "Error. There is an existing Flow Log with the same configuration and log destination.",
      source: "EC2 API reference, Error codes; wording from public apply logs (2026-11)",
    },
  ],
  identify: () => newId("fl"),
  compute: ({ account, region }, id) => ({ arn: arn("ec2", { account, region }, `vpc-flow-log/${id}`) }),
});
