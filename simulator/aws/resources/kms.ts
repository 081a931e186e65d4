import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Target } from "../../cloud/definition.ts";
import { define } from "../define.ts";
import { arn } from "../names.ts";

const notFound = (name: string) => `Key '${name}' does not exist`;

/** A key by its ARN. */
export const keyArn: Target = {
  type: "aws:kms/key:Key",
  by: "arn",
  missing: { code: "NotFoundException", message: notFound },
};

export const key = define({
  type: keyArn.type,
  api: { service: "KMS", create: "CreateKey", update: "PutKeyPolicy", delete: "ScheduleKeyDeletion" },
  inputs: z.looseObject({
    policy: z.string().optional(),
    description: z.string().default(""),
    deletionWindowInDays: z.int().default(30),
    enableKeyRotation: z.boolean().default(false),
    isEnabled: z.boolean().default(true),
    keyUsage: z.string().default("ENCRYPT_DECRYPT"),
    customerMasterKeySpec: z.string().default("SYMMETRIC_DEFAULT"),
    multiRegion: z.boolean().default(false),
  }),
  replaces: ["keyUsage", "customerMasterKeySpec", "multiRegion"],
  tagged: true,
  refusals: [
    {
      code: "ValidationException",
      when: ({ inputs: { deletionWindowInDays: days } }) => days < 7 || days > 30,
      message: "PendingWindowInDays must be between 7 and 30",
      source: "KMS API reference, ScheduleKeyDeletion (2026-11)",
    },
    {
      code: "MalformedPolicyDocumentException",
      when: ({ inputs, account }) => inputs.policy !== undefined && !inputs.policy.includes(account),
      message: "The new key policy will not allow you to update the key policy in the future.",
      source: "KMS developer guide, default key policy: the account must keep control (2026-11)",
    },
  ],
  identify: () => randomUUID(),
  compute: ({ account, region }, id) => ({ keyId: id, arn: arn("kms", { account, region }, `key/${id}`) }),
});

export const alias = define({
  type: "aws:kms/alias:Alias",
  api: { service: "KMS", create: "CreateAlias", update: "UpdateAlias", delete: "DeleteAlias" },
  inputs: z.looseObject({ name: z.string(), targetKeyId: z.string() }),
  replaces: ["name"],
  references: { targetKeyId: { type: key.type, missing: keyArn.missing, foreign: (name) => name.startsWith("arn:") } },
  unique: {
    within: "region",
    by: ({ name }) => name,
    code: "AlreadyExistsException",
    message: ({ name }) => `An alias with the name ${name} already exists`,
  },
  refusals: [
    {
      code: "ValidationException",
      when: ({ inputs }) => !/^alias\/(?!aws\/)[a-zA-Z0-9/_-]+$/.test(inputs.name),
      message: ({ inputs }) =>
        `1 validation error detected: Value '${inputs.name}' at 'aliasName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^alias/[a-zA-Z0-9/_-]+$`,
      source: "KMS API reference, CreateAlias (2026-11)",
    },
  ],
  identify: ({ inputs }) => inputs.name,
  compute: ({ inputs, account, region, world }) => ({
    arn: arn("kms", { account, region }, inputs.name),
    targetKeyArn: world.find(key.type, inputs.targetKeyId)?.outputs.arn ?? inputs.targetKeyId,
  }),
});
