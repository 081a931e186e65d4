/** Policies of a role: written into it, or attached to it. */
import * as z from "zod";
import { define } from "../../define.ts";
import { statementsOf } from "../../iam/documents.ts";
import { quota } from "../../quotas.ts";
import { roleName } from "./role.ts";

/** Characters of all inline policies of a role, white space not counted. */
const inlineLimit = 10_240;
const sizeOf = (policy: string): number => policy.replaceAll(/\s/g, "").length;

export const rolePolicy = define({
  type: "aws:iam/rolePolicy:RolePolicy",
  api: { service: "IAM", create: "PutRolePolicy", update: "PutRolePolicy", delete: "DeleteRolePolicy" },
  inputs: z.looseObject({ name: z.string(), role: z.string(), policy: z.string() }),
  scope: "account",
  autoName: "name",
  replaces: ["name", "namePrefix", "role"],
  references: { role: roleName },
  refusals: [
    {
      code: "MalformedPolicyDocument",
      when: ({ inputs }) => statementsOf(inputs.policy) === undefined,
      message: "Syntax errors in policy.",
      source: "IAM API reference, PutRolePolicy (2026-11)",
    },
    {
      code: "MalformedPolicyDocument",
      when: ({ inputs }) => (statementsOf(inputs.policy) ?? []).some(({ Principal }) => Principal !== undefined),
      message: "Policy document should not specify a principal.",
      source: "https://github.com/hashicorp/terraform-provider-aws/issues/10419 (read 2026-11)",
    },
    {
      code: "LimitExceeded",
      when: ({ inputs, world, account }) =>
        world
          .all("aws:iam/rolePolicy:RolePolicy")
          .filter((other) => other.account === account && other.inputs.role === inputs.role)
          .filter((other) => other.inputs.name !== inputs.name)
          .reduce((sum, other) => sum + sizeOf(String(other.inputs.policy)), sizeOf(inputs.policy)) > inlineLimit,
      message: ({ inputs }) => `Maximum policy size of ${inlineLimit} bytes exceeded for role ${inputs.role}`,
      source: "IAM user guide, IAM and AWS STS quotas (2026-11)",
    },
  ],
  identify: ({ inputs }) => `${inputs.role}:${inputs.name}`,
});

const attachmentType = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

export const rolePolicyAttachment = define({
  type: attachmentType,
  api: { service: "IAM", create: "AttachRolePolicy", delete: "DetachRolePolicy" },
  inputs: z.looseObject({ role: z.string(), policyArn: z.string() }),
  scope: "account",
  replaces: ["role", "policyArn"],
  references: { role: roleName },
  refusals: [
    {
      code: "NoSuchEntity",
      when: ({ inputs, world, account }) =>
        inputs.policyArn.startsWith(`arn:aws:iam::${account}:policy/`) &&
        world.all("aws:iam/policy:Policy").every(({ outputs }) => outputs.arn !== inputs.policyArn),
      message: ({ inputs }) => `Policy ${inputs.policyArn} does not exist or is not attachable.`,
      source: "IAM API reference, AttachRolePolicy; wording from public apply logs (2026-11)",
    },
    quota<{ readonly role: string }>({
      type: attachmentType,
      quota: "L-0DA4ABF3",
      standard: 10,
      counts: (other, { inputs }) => other.inputs.role === inputs.role,
      code: "LimitExceeded",
      message: (limit) => `Cannot exceed quota for PoliciesPerRole: ${limit}`,
      source: "https://github.com/aws/eks-hybrid/pull/741 (read 2026-11)",
    }),
  ],
  identify: ({ inputs }) => `${inputs.role}/${inputs.policyArn}`,
});
