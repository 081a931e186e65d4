import { randomUUID } from "node:crypto";
import * as z from "zod";
import { define } from "../define.ts";
import { arn, newToken } from "../names.ts";
import { keyArn } from "./kms.ts";

const secretType = "aws:secretsmanager/secret:Secret";

export const secret = define({
  type: secretType,
  api: { service: "Secrets Manager", create: "CreateSecret", update: "UpdateSecret", delete: "DeleteSecret" },
  inputs: z.looseObject({
    name: z.string(),
    kmsKeyId: z.string().optional(),
    recoveryWindowInDays: z.int().default(30),
  }),
  autoName: "name",
  replaces: ["name"],
  tagged: true,
  references: { kmsKeyId: { ...keyArn, foreign: (name) => !name.startsWith("arn:") } },
  unique: {
    within: "region",
    by: ({ name }) => name,
    code: "ResourceExistsException",
    message: ({ name }) => `The operation failed because the secret ${name} already exists.`,
  },
  refusals: [
    {
      code: "InvalidRequestException",
      when: ({ inputs, world, old, account, region }) =>
        !old &&
        world
          .all(scheduledSecret)
          .some((gone) => gone.account === account && gone.region === region && gone.id === inputs.name),
      message: "You can't create this secret because a secret with this name is already scheduled for deletion.",
      source: "Secrets Manager API reference, CreateSecret (2026-11)",
    },
    {
      code: "ValidationException",
      when: ({ inputs }) => !/^[\w/+=.@-]{1,512}$/.test(inputs.name),
      message:
        "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!",
      source: "Secrets Manager API reference, CreateSecret (2026-11)",
    },
    {
      code: "InvalidParameterException",
      when: ({ inputs: { recoveryWindowInDays: days } }) => days !== 0 && (days < 7 || days > 30),
      message: "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).",
      source: "Secrets Manager API reference, DeleteSecret (2026-11)",
    },
  ],
  identify: ({ inputs, account, region }) =>
    arn("secretsmanager", { account, region }, `secret:${inputs.name}-${newToken(6)}`),
  compute: (_request, id) => ({ arn: id }),
  leaves: ({ inputs, account, region }) =>
    inputs.recoveryWindowInDays === 0
      ? undefined
      : { type: scheduledSecret, id: inputs.name, account, region, inputs: {}, outputs: {} },
});

/** A deleted secret whose name is not free yet. */
const scheduledSecret = "simulator:secretsmanager/scheduledSecret:ScheduledSecret";

export const secretVersion = define({
  type: "aws:secretsmanager/secretVersion:SecretVersion",
  api: { service: "Secrets Manager", create: "PutSecretValue", delete: "UpdateSecretVersionStage" },
  inputs: z.looseObject({ secretId: z.string(), secretString: z.string().optional() }),
  replaces: ["secretId", "secretString", "secretBinary"],
  references: {
    secretId: {
      type: secretType,
      by: "arn",
      missing: {
        code: "ResourceNotFoundException",
        message: () => "Secrets Manager can't find the specified secret.",
      },
    },
  },
  refusals: [
    {
      code: "InvalidParameterException",
      when: ({ inputs }) => (inputs.secretString?.length ?? 0) > 65_536,
      message: "The secret value is longer than 65536 bytes.",
      source: "Secrets Manager quotas (2026-11)",
    },
  ],
  identify: ({ inputs }) => `${inputs.secretId}|${randomUUID()}`,
  compute: ({ inputs }, id) => ({
    arn: inputs.secretId,
    secretArn: inputs.secretId,
    versionId: id.slice(id.indexOf("|") + 1),
    versionStages: ["AWSCURRENT"],
  }),
});
