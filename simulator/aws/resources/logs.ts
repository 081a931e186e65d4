import * as z from "zod";
import { matching, oneOf } from "../checks.ts";
import { define } from "../define.ts";
import { names } from "../iam/documents.ts";
import { arn } from "../names.ts";
import { keyArn } from "./kms.ts";

/** CloudWatch Logs API reference, PutRetentionPolicy (2026-11); 0 keeps for ever. */
const retentions = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const provider = "terraform-provider-aws, internal/service/logs (2026-11)";

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
  replaces: ["name", "namePrefix", "logGroupClass"],
  tagged: true,
  checks: [
    oneOf("retentionInDays", retentions, provider),
    matching(
      "name",
      /^[\w./#-]+$/,
      ({ name }) =>
        `"name" isn't a valid log group name (alphanumeric characters, underscores, hyphens, slashes, hash signs and dots are allowed): "${name}"`,
      provider,
    ),
    matching("name", /^.{0,512}$/, ({ name }) => `"name" cannot be longer than 512 characters: "${name}"`, provider),
  ],
  refusals: [
    {
      code: "AccessDeniedException",
      when: ({ inputs, world, region }) => {
        const key = world.all(keyArn.type).find(({ outputs }) => outputs.arn === inputs.kmsKeyId);
        const allowed = names(String(key?.inputs.policy ?? "{}"), `logs.${region}.amazonaws.com`);
        return inputs.kmsKeyId !== undefined && !allowed;
      },
      message: ({ inputs, account, region }) =>
        `The specified KMS key does not exist or is not allowed to be used with Arn '${arn("logs", { account, region }, `log-group:${inputs.name}`)}'`,
      source: "https://github.com/hashicorp/terraform-provider-aws/issues/29282 (read 2026-11)",
    },
  ],
  unique: {
    within: "region",
    by: ({ name }) => name,
    code: "ResourceAlreadyExistsException",
    message: () => "The specified log group already exists",
    source: "CloudWatch Logs API reference, CreateLogGroup; wording from public apply logs (2026-11)",
  },
  identify: ({ inputs }) => inputs.name,
  compute: ({ account, region }, id) => ({ arn: arn("logs", { account, region }, `log-group:${id}`) }),
});
