import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { NameError } from "../../cloud/definition.ts";
import { define } from "../define.ts";
import { arn, newToken } from "../names.ts";
import { keyArn } from "./kms.ts";

const secretType = "aws:secretsmanager/secret:Secret";

const notEncrypted: NameError = {
  code: "EncryptionFailure",
  message: () =>
    "Secrets Manager can't encrypt the protected secret text using the provided KMS key. Check that the KMS key is available, enabled, and not in an invalid state.",
  source: "Secrets Manager API reference, CreateSecret (2026-11)",
};

export const secret = define({
  type: secretType,
  api: { service: "Secrets Manager", create: "CreateSecret", update: "UpdateSecret", delete: "DeleteSecret" },
  inputs: z.looseObject({
    name: z.string(),
    kmsKeyId: z.string().optional(),
    recoveryWindowInDays: z.int().default(30),
  }),
  autoName: "name",
  replaces: ["name", "namePrefix"],
  tagged: true,
  references: { kmsKeyId: { ...keyArn, missing: notEncrypted, foreign: (name) => !name.startsWith("arn:") } },
  unique: {
    within: "region",
    by: ({ name }) => name,
    code: "ResourceExistsException",
    message: ({ name }) => `The operation failed because the secret ${name} already exists.`,
    source: "Secrets Manager API reference, CreateSecret; wording from public apply logs (2026-11)",
  },
  checks: [
    {
      property: "recoveryWindowInDays",
      when: ({ recoveryWindowInDays: days }) => typeof days === "number" && days !== 0 && (days < 7 || days > 30),
      reason: ({ recoveryWindowInDays: days }) =>
        `expected recovery_window_in_days to be in the range (7 - 30), got ${days}`,
      source: "terraform-provider-aws, internal/service/secretsmanager/secret.go (2026-11)",
    },
  ],
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
        source: "Secrets Manager user guide, Troubleshooting (2026-11)",
      },
    },
  },
  refusals: [
    {
      code: "ValidationException",
      when: ({ inputs }) => (inputs.secretString?.length ?? 0) > 65_536,
      message:
        "1 validation error detected: Value at 'secretString' failed to satisfy constraint: Member must have length less than or equal to 65536",
      source: "botocore 1.44.5, secretsmanager service model: SecretStringType; the form is that of all such errors",
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
