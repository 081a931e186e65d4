import * as z from "zod";
import type { Refusal, Target } from "../../../cloud/definition.ts";
import { between, lengthBetween, matching } from "../../checks.ts";
import { define } from "../../define.ts";
import { statementsOf, wildcardPrincipal } from "../../iam/documents.ts";
import { arn, newToken } from "../../names.ts";
import { quota } from "../../quotas.ts";

const type = "aws:iam/role:Role";
const quotas = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html (2026-11)";
const provider = "terraform-provider-aws, internal/service/iam/role.go (2026-11)";

/** A role by its name, as policies name it. */
export const roleName: Target = {
  type,
  by: "name",
  missing: {
    code: "NoSuchEntity",
    message: (name) => `The role with name ${name} cannot be found.`,
    source: "IAM API reference, common errors (2026-11)",
  },
};

interface Trust {
  readonly assumeRolePolicy: string;
}

const trustRefusals: readonly Refusal<Trust & { readonly path: string }>[] = [
  {
    code: "MalformedPolicyDocument",
    when: ({ inputs }) => statementsOf(inputs.assumeRolePolicy) === undefined,
    message: "Syntax errors in policy.",
    source: "IAM API reference, CreateRole (2026-11)",
  },
  {
    code: "MalformedPolicyDocument",
    when: ({ inputs }) => (statementsOf(inputs.assumeRolePolicy) ?? []).some(({ Resource }) => Resource !== undefined),
    message: "Has prohibited field Resource",
    source: "https://github.com/hashicorp/terraform/issues/34231 (read 2026-11)",
  },
  {
    code: "MalformedPolicyDocument",
    when: ({ inputs }) => wildcardPrincipal(inputs.assumeRolePolicy) !== undefined,
    message: ({ inputs }) =>
      `Invalid principal in policy: "AWS":"${wildcardPrincipal(inputs.assumeRolePolicy) ?? inputs.assumeRolePolicy}"`,
    source: "IAM user guide, Principal (2026-11)",
  },
  {
    code: "LimitExceeded",
    // White space does not count.
    when: ({ inputs }) => inputs.assumeRolePolicy.replaceAll(/\s/g, "").length > 2048,
    message: "Cannot exceed quota for ACLSizePerRole: 2048",
    source: "https://github.com/kubeflow/kubeflow/issues/6687 (read 2026-11)",
  },
  {
    code: "ValidationError",
    when: ({ inputs }) => !/^(\/|\/[!-~]{1,510}\/)$/.test(inputs.path),
    message:
      "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.",
    source: { believed: "the rule is in the IAM API reference, CreateRole; the wording is remembered" },
  },
];

export const role = define({
  type,
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
  replaces: ["name", "namePrefix", "path"],
  tagged: true,
  checks: [
    lengthBetween("name", 1, 64, provider),
    matching("name", /^[\w+=,.@-]*$/, "invalid value for name (must match [\\w+=,.@-]*)", provider),
    between("maxSessionDuration", 3600, 43_200, provider),
  ],
  unique: {
    within: "account",
    by: ({ name }) => name.toLowerCase(),
    code: "EntityAlreadyExists",
    message: ({ name }) => `Role with name ${name} already exists.`,
    source: "IAM API reference, CreateRole (2026-11)",
  },
  refusals: [
    ...trustRefusals,
    quota({
      type,
      quota: "L-FE177D64",
      standard: 1000,
      code: "LimitExceeded",
      message: (limit) => `Cannot exceed quota for RolesPerAccount: ${limit}`,
      source: quotas,
    }),
  ],
  keeps: [
    {
      code: "DeleteConflict",
      when: ({ inputs, world, account }) =>
        !inputs.forceDetachPolicies &&
        world
          .all("aws:iam/rolePolicy:RolePolicy")
          .some((inline) => inline.account === account && inline.inputs.role === inputs.name),
      message: "Cannot delete entity, must delete policies first.",
      source: "https://github.com/awslabs/aws-orbit-workbench/issues/633 (read 2026-11)",
    },
    {
      code: "DeleteConflict",
      when: ({ inputs, world, account }) =>
        !inputs.forceDetachPolicies &&
        world
          .all("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
          .some((attached) => attached.account === account && attached.inputs.role === inputs.name),
      message: "Cannot delete entity, must detach all policies first.",
      source: "https://github.com/ansible/ansible/issues/22832 (read 2026-11)",
    },
  ],
  identify: ({ inputs }) => inputs.name,
  compute: ({ inputs, account }, _id, old) => ({
    arn: arn("iam", { account }, `role${inputs.path}${inputs.name}`),
    uniqueId: old.uniqueId ?? `AROA${newToken(17)}`,
  }),
});
