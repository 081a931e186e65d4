import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Target } from "../../cloud/definition.ts";
import { between, matching } from "../checks.ts";
import { define } from "../define.ts";
import { statementsOf, wildcardPrincipal } from "../iam/documents.ts";
import { arn } from "../names.ts";
import { quota } from "../quotas.ts";

const provider = "terraform-provider-aws, internal/service/kms (2026-11)";
const notFound = (name: string) => `Key '${name}' does not exist`;

/** A key by its ARN. */
export const keyArn: Target = {
  type: "aws:kms/key:Key",
  by: "arn",
  missing: {
    code: "NotFoundException",
    message: notFound,
    source: "KMS API reference, common wording of NotFoundException (2026-11)",
  },
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
  replaces: ["keyUsage", "customerMasterKeySpec", "multiRegion", "customKeyStoreId", "xksKeyId"],
  tagged: true,
  checks: [between("deletionWindowInDays", 7, 30, provider)],
  refusals: [
    {
      code: "MalformedPolicyDocumentException",
      when: ({ inputs: { policy } }) => policy !== undefined && statementsOf(policy) === undefined,
      message: "The policy is not in a valid JSON format",
      source: { believed: "the code is in the KMS API reference, CreateKey; the wording is remembered" },
    },
    {
      code: "MalformedPolicyDocumentException",
      when: ({ inputs: { policy } }) => policy !== undefined && wildcardPrincipal(policy) !== undefined,
      message: "Policy contains a statement with one or more invalid principals.",
      source: "https://github.com/awslabs/minimum-viable-dataspace-on-aws/issues/6 (read 2026-11)",
    },
    {
      code: "MalformedPolicyDocumentException",
      when: ({ inputs, account }) => inputs.policy !== undefined && !inputs.policy.includes(account),
      message: "The new key policy will not allow you to update the key policy in the future.",
      source: "https://github.com/terraform-aws-modules/terraform-aws-kms/issues/14 (read 2026-11)",
    },
  ],
  identify: () => randomUUID(),
  compute: ({ account, region }, id) => ({ keyId: id, arn: arn("kms", { account, region }, `key/${id}`) }),
});

const aliasType = "aws:kms/alias:Alias";

export const alias = define({
  type: aliasType,
  api: { service: "KMS", create: "CreateAlias", update: "UpdateAlias", delete: "DeleteAlias" },
  inputs: z.looseObject({ name: z.string(), targetKeyId: z.string() }),
  replaces: ["name", "namePrefix"],
  checks: [
    matching("name", /^(?!alias\/aws)/, "\"name\" cannot begin with reserved AWS CMK prefix 'alias/aws'", provider),
    matching(
      "name",
      /^alias\/[a-zA-Z0-9:/_-]+$/,
      "\"name\" must begin with 'alias/' and be comprised of only [a-zA-Z0-9:/_-]",
      provider,
    ),
  ],
  references: { targetKeyId: { type: key.type, missing: keyArn.missing, foreign: (name) => name.startsWith("arn:") } },
  unique: {
    within: "region",
    by: ({ name }) => name,
    code: "AlreadyExistsException",
    message: (_inputs, taken) => `An alias with the name ${taken.outputs.arn} already exists`,
    source: "KMS API reference, CreateAlias; wording from public apply logs (2026-11)",
  },
  refusals: [
    quota<{ readonly targetKeyId: string }>({
      type: aliasType,
      quota: "L-340F62FB",
      standard: 50,
      counts: (other, { inputs }) => other.inputs.targetKeyId === inputs.targetKeyId,
      code: "LimitExceededException",
      message: (limit) => `The request was rejected because a quota was exceeded: ${limit} aliases for each KMS key`,
      source: { believed: "KMS developer guide, Resource quotas: 50; the wording is not AWS's" },
    }),
  ],
  identify: ({ inputs }) => inputs.name,
  compute: ({ inputs, account, region, world }) => ({
    arn: arn("kms", { account, region }, inputs.name),
    targetKeyArn: world.find(key.type, inputs.targetKeyId)?.outputs.arn ?? inputs.targetKeyId,
  }),
});
