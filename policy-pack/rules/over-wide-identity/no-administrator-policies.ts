import * as types from "../../azure/types.ts";
import { cis, cisAzure, securityHub } from "../../frameworks.ts";
import { findingIf } from "../../judge/finding.ts";
import { administrators, roleId } from "../../roles/built-in.ts";
import { onResource, type Rule } from "../../rule.ts";

const isFullAccess = (arn: string) =>
  /:aws:policy\/(.*\/)?(AdministratorAccess|PowerUserAccess|.*FullAccess(V\d+)?)$/.test(arn);

export const noAdministratorPolicies: Rule = {
  name: "no-administrator-policies",
  threat: "over-wide-identity",
  level: "mandatory",
  severity: "critical",
  description: "No workload gets a policy for administrators",
  why: "Policies and roles for administrators hold rights over everything in the account",
  frameworks: [cis("1.15"), securityHub("IAM.1"), cisAzure("5.3.3"), cisAzure("5.23")],
  remedy: "grant what the workload needs (components/identities.ts)",
  checks: {
    aws: [
      onResource(
        [
          "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
          "aws:iam/userPolicyAttachment:UserPolicyAttachment",
          "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
        ],
        ({ inputs }) =>
          inputs.judged(() =>
            findingIf(
              isFullAccess(inputs.text("policyArn")),
              "policyArn",
              inputs.text("policyArn"),
              "a policy for one purpose",
            ),
          ),
      ),
      onResource("aws:iam/role:Role", ({ inputs }) =>
        inputs.judged(() =>
          inputs
            .texts("managedPolicyArns")
            .flatMap((arn) => findingIf(isFullAccess(arn), "managedPolicyArns", arn, "a policy for one purpose")),
        ),
      ),
    ],
    azure: [
      onResource(types.roleAssignment, ({ inputs }) =>
        inputs.judged(() => {
          const role = administrators[roleId(inputs.text("roleDefinitionId"))];
          return findingIf(role !== undefined, "roleDefinitionId", role, "a role for one purpose");
        }),
      ),
      onResource(types.roleDefinition, ({ inputs }) =>
        inputs.each("permissions", (permission) => {
          const rights = permission
            .texts("actions")
            .filter((action) => /^Microsoft\.Authorization\/.*\/(write|delete|action)$/i.test(action));
          return findingIf(rights.length > 0, "actions", rights, "none that give rights away");
        }),
      ),
    ],
  },
};
