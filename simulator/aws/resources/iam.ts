import * as z from "zod";
import type { Request, Target } from "../../cloud/definition.ts";
import { define } from "../define.ts";
import { arn, newToken } from "../names.ts";

const roleType = "aws:iam/role:Role";

/** A role by its name, as policies name it. */
const roleName: Target = {
  type: roleType,
  by: "name",
  missing: { code: "NoSuchEntity", message: (name) => `The role with name ${name} cannot be found.` },
};

/** IAM API reference, CreateRole: "malformed policy document" (2026-11). */
const malformed = <Inputs>(policyOf: (inputs: Inputs) => string) => ({
  code: "MalformedPolicyDocument",
  when: ({ inputs }: Request<Inputs>) => !isPolicy(policyOf(inputs)),
  message: "Syntax errors in policy.",
  source: "IAM API reference, common errors (2026-11)",
});

export const role = define({
  type: roleType,
  api: { service: "IAM", create: "CreateRole", update: "UpdateRole", delete: "DeleteRole" },
  inputs: z.looseObject({
    name: z.string(),
    path: z.string().default("/"),
    assumeRolePolicy: z.string(),
    maxSessionDuration: z.int().default(3600),
    forceDetachPolicies: z.boolean().default(false),
  }),
  scope: "account",
  autoName: "name",
  replaces: ["name", "path"],
  tagged: true,
  unique: {
    within: "account",
    by: ({ name }) => name.toLowerCase(),
    code: "EntityAlreadyExists",
    message: ({ name }) => `Role with name ${name} already exists.`,
  },
  refusals: [
    malformed<{ assumeRolePolicy: string }>(({ assumeRolePolicy }) => assumeRolePolicy),
    {
      code: "ValidationError",
      when: ({ inputs }) => !/^[\w+=,.@-]{1,64}$/.test(inputs.name),
      message: ({ inputs }) =>
        `1 validation error detected: Value '${inputs.name}' at 'roleName' failed to satisfy constraint: Member must have length less than or equal to 64`,
      source: "IAM API reference, CreateRole (2026-11)",
    },
  ],
  keeps: [
    {
      code: "DeleteConflict",
      when: ({ inputs, world, account }) =>
        !inputs.forceDetachPolicies &&
        world
          .all(rolePolicyAttachment.type)
          .some((attached) => attached.account === account && attached.inputs.role === inputs.name),
      message: "Cannot delete entity, must detach all policies first.",
      source: "IAM API reference, DeleteRole (2026-11)",
    },
  ],
  identify: ({ inputs }) => inputs.name,
  compute: ({ inputs, account }, _id, old) => ({
    arn: arn("iam", { account }, `role${inputs.path}${inputs.name}`),
    uniqueId: old.uniqueId ?? `AROA${newToken(17)}`,
  }),
});

export const rolePolicy = define({
  type: "aws:iam/rolePolicy:RolePolicy",
  api: { service: "IAM", create: "PutRolePolicy", update: "PutRolePolicy", delete: "DeleteRolePolicy" },
  inputs: z.looseObject({ name: z.string(), role: z.string(), policy: z.string() }),
  scope: "account",
  autoName: "name",
  replaces: ["name", "role"],
  references: { role: roleName },
  refusals: [
    malformed<{ policy: string }>(({ policy }) => policy),
    {
      code: "LimitExceeded",
      when: ({ inputs, world, account }) =>
        world
          .all("aws:iam/rolePolicy:RolePolicy")
          .filter((other) => other.account === account && other.inputs.role === inputs.role)
          .filter((other) => other.inputs.name !== inputs.name)
          .reduce((sum, other) => sum + sizeOf(String(other.inputs.policy)), sizeOf(inputs.policy)) > inlineLimit,
      message: ({ inputs }) => `Maximum policy size of ${inlineLimit} bytes exceeded for role ${inputs.role}`,
      source: "IAM quotas: inline policies of a role, white space not counted (2026-11)",
    },
  ],
  identify: ({ inputs }) => `${inputs.role}:${inputs.name}`,
});

export const rolePolicyAttachment = define({
  type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  api: { service: "IAM", create: "AttachRolePolicy", delete: "DetachRolePolicy" },
  inputs: z.looseObject({ role: z.string(), policyArn: z.string() }),
  scope: "account",
  replaces: ["role", "policyArn"],
  references: { role: roleName },
  identify: ({ inputs }) => `${inputs.role}/${inputs.policyArn}`,
});

/** Characters of all inline policies of a role. */
const inlineLimit = 10_240;
const sizeOf = (policy: string): number => policy.replaceAll(/\s/g, "").length;

function isPolicy(text: string): boolean {
  try {
    return z
      .looseObject({ Statement: z.union([z.array(z.unknown()).min(1), z.looseObject({})]) })
      .safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}
