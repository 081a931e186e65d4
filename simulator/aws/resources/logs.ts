import * as z from "zod";
import { define } from "../define.ts";
import { arn } from "../names.ts";
import { keyArn } from "./kms.ts";

/** CloudWatch Logs API reference, PutRetentionPolicy (2026-11); 0 keeps for ever. */
const retentions = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

export const logGroup = define({
  type: "aws:cloudwatch/logGroup:LogGroup",
  api: { service: "CloudWatch Logs", create: "CreateLogGroup", update: "PutRetentionPolicy", delete: "DeleteLogGroup" },
  inputs: z.looseObject({
    name: z.string(),
    retentionInDays: z.int().default(0),
    kmsKeyId: z.string().optional(),
    logGroupClass: z.string().default("STANDARD"),
    skipDestroy: z.boolean().default(false),
  }),
  autoName: "name",
  replaces: ["name", "logGroupClass"],
  tagged: true,
  references: { kmsKeyId: keyArn },
  checks: [
    ({ retentionInDays: days }) =>
      typeof days === "number" && !retentions.includes(days)
        ? { property: "retentionInDays", reason: `expected retention_in_days to be one of ${retentions.join(", ")}` }
        : undefined,
  ],
  unique: {
    within: "region",
    by: ({ name }) => name,
    code: "ResourceAlreadyExistsException",
    message: () => "The specified log group already exists",
  },
  identify: ({ inputs }) => inputs.name,
  compute: ({ account, region }, id) => ({ arn: arn("logs", { account, region }, `log-group:${id}`) }),
});
