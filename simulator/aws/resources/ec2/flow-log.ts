import * as z from "zod";
import { define } from "../../define.ts";
import { arn, newId } from "../../names.ts";
import { role } from "../iam.ts";
import * as targets from "./targets.ts";

export const flowLog = define({
  type: "aws:ec2/flowLog:FlowLog",
  api: { service: "EC2", create: "CreateFlowLogs", delete: "DeleteFlowLogs" },
  inputs: z.looseObject({
    vpcId: z.string(),
    iamRoleArn: z.string().optional(),
    logDestination: z.string(),
    logDestinationType: z.string().default("cloud-watch-logs"),
    maxAggregationInterval: z.int().default(600),
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
      missing: { code: "InvalidParameter", message: () => "DeliverLogsPermissionArn is invalid" },
    },
  },
  refusals: [
    {
      code: "InvalidParameter",
      when: ({ inputs }) => ![60, 600].includes(inputs.maxAggregationInterval),
      message: "MaxAggregationInterval must be either 60 or 600",
      source: "EC2 API reference, CreateFlowLogs (2026-11)",
    },
  ],
  identify: () => newId("fl"),
  compute: ({ account, region }, id) => ({ arn: arn("ec2", { account, region }, `vpc-flow-log/${id}`) }),
});
