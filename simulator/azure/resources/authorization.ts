/** Roles, who has them where, locks, and policies. */
import * as z from "zod";
import type { World } from "../../world.ts";
import { define } from "../define.ts";
import { runnerOf } from "../entra/tokens.ts";
import { lastSegment } from "../names.ts";
import { assignmentOfPolicy, policyRule, policyType } from "../policies.ts";
import { builtInRoles } from "../rbac/built-in.ts";
import { identityType } from "./identities.ts";

export const assignmentType = "azure-native:authorization:RoleAssignment";
export const roleType = "azure-native:authorization:RoleDefinition";
export const lockType = "azure-native:authorization:ManagementLockByScope";

const troubleshooting = "https://learn.microsoft.com/azure/role-based-access-control/troubleshooting (2026-11)";

const assignmentInputs = z.looseObject({
  scope: z.string(),
  roleAssignmentName: z.string(),
  roleDefinitionId: z.string(),
  principalId: z.string(),
  principalType: z.string().optional(),
  condition: z.string().optional(),
  conditionVersion: z.string().optional(),
});

export const roleAssignment = define({
  type: assignmentType,
  path: "Microsoft.Authorization/roleAssignments/{roleAssignmentName}",
  under: "scope",
  autoName: "uuid",
  inputs: assignmentInputs,
  replaces: ["roleDefinitionId", "principalId", "principalType"],
  refusals: [
    {
      code: "PrincipalNotFound",
      // Azure refuses it some of the time, until the directory has copied the principal; the simulator always.
      when: ({ inputs, old, world }) =>
        !old &&
        inputs.principalType === undefined &&
        world.all(identityType).some(({ outputs }) => outputs.principalId === inputs.principalId),
      message: ({ inputs, account }) =>
        `Principal ${inputs.principalId} does not exist in the directory ${runnerOf(account).tenant}. Check that you have the correct principal ID. If you are creating this principal and then immediately assigning a role, this error might be related to a replication delay. In this case, set the role assignment principalType property to a value, such as ServicePrincipal, User, or Group.  See https://aka.ms/docs-principaltype`,
      source: troubleshooting,
    },
    {
      code: "UnmatchedPrincipalType",
      // The provider writes `User` where a program says nothing.
      when: ({ inputs, old, world }) =>
        !old &&
        inputs.principalType !== undefined &&
        inputs.principalType !== "ServicePrincipal" &&
        world.all(identityType).some(({ outputs }) => outputs.principalId === inputs.principalId),
      message: ({ inputs: { principalId, principalType } }) =>
        // Its spelling included.
        `The PrincipalId '${principalId}' has type 'ServicePrincipal' , which is different from specified PrinciaplType '${principalType}'.`,
      source: "https://github.com/Azure/modern-web-app-pattern-dotnet/pull/129 (2023-04)",
    },
    {
      code: "RoleAssignmentUpdateNotPermitted",
      when: ({ inputs, old, world }) =>
        !old &&
        world
          .all(assignmentType)
          .some(
            (other) =>
              other.inputs.roleAssignmentName === inputs.roleAssignmentName && other.inputs.scope !== inputs.scope,
          ),
      message: "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.",
      source: troubleshooting,
    },
    {
      code: "RoleDefinitionDoesNotExist",
      when: ({ inputs, world }) => {
        const id = lastSegment(inputs.roleDefinitionId);
        return !builtInRoles[id] && !world.all(roleType).some((role) => lastSegment(role.id) === id);
      },
      message: ({ inputs }) =>
        `The specified role definition with ID '${lastSegment(inputs.roleDefinitionId)}' does not exist.`,
      source: {
        believed:
          "https://learn.microsoft.com/azure/role-based-access-control/troubleshooting (2026-11) has the rule; no text of the error was found",
      },
    },
    {
      code: "RoleAssignmentExists",
      when: ({ inputs, old, world }) =>
        !old &&
        world
          .all(assignmentType)
          .some(
            (other) =>
              other.inputs.scope === inputs.scope &&
              other.inputs.principalId === inputs.principalId &&
              lastSegment(String(other.inputs.roleDefinitionId)) === lastSegment(inputs.roleDefinitionId) &&
              other.inputs.condition === inputs.condition,
          ),
      message: "The role assignment already exists.",
      source: troubleshooting,
    },
    {
      code: "RoleAssignmentScopeNotAssignableToRoleDefinition",
      when: ({ inputs, world }) => {
        const scopes = assignableScopes(world, inputs.roleDefinitionId);
        return scopes !== undefined && !scopes.some((scope) => isWithin(inputs.scope, scope));
      },
      message: ({ inputs }) =>
        `The role assignment scope '${inputs.scope}' is not one of the assignable scopes of the role definition '${lastSegment(inputs.roleDefinitionId)}'.`,
      source: {
        believed:
          "https://learn.microsoft.com/azure/role-based-access-control/role-definitions#assignablescopes (2026-11) has the rule; no text of the error was found",
      },
    },
  ],
  compute: ({ inputs }) => ({ scope: inputs.scope }),
});

export const roleDefinition = define({
  type: roleType,
  path: "Microsoft.Authorization/roleDefinitions/{roleDefinitionId}",
  under: "scope",
  autoName: "uuid",
  inputs: z.looseObject({
    scope: z.string(),
    roleDefinitionId: z.string(),
    roleName: z.string(),
    assignableScopes: z.array(z.string()).default([]),
    permissions: z.array(z.looseObject({})).default([]),
  }),
  unique: {
    within: "account",
    by: ({ roleName }) => roleName.toLowerCase(),
    code: "RoleDefinitionWithSameNameExists",
    message: ({ roleName }) =>
      `A custom role with the same name already exists in this directory. Use a different name: ${roleName}`,
  },
  keeps: [
    {
      code: "RoleDefinitionHasAssignments",
      when: ({ old, world }) =>
        world
          .all(assignmentType)
          .some((other) => lastSegment(String(other.inputs.roleDefinitionId)) === lastSegment(old?.id ?? "")),
      message: "There are existing role assignments referencing role",
      source: troubleshooting,
    },
  ],
  compute: ({ inputs }) => ({ roleType: "CustomRole", scope: inputs.scope }),
});

/** Where a role of one's own may be assigned; nothing for a role of Azure's. */
function assignableScopes(world: World, roleDefinitionId: string): readonly string[] | undefined {
  const own = world.all(roleType).find((role) => lastSegment(role.id) === lastSegment(roleDefinitionId));
  return own && z.array(z.string()).parse(own.inputs.assignableScopes);
}

function isWithin(scope: string, outer: string): boolean {
  const [inner, above] = [scope.toLowerCase(), outer.toLowerCase().replace(/\/$/, "")];
  return inner === above || inner.startsWith(`${above}/`);
}

export const lock = define({
  type: lockType,
  path: "Microsoft.Authorization/locks/{lockName}",
  under: "scope",
  inputs: z.looseObject({ scope: z.string(), lockName: z.string(), level: z.enum(["CanNotDelete", "ReadOnly"]) }),
});

export const policyDefinition = define({
  type: policyType,
  path: "/providers/Microsoft.Authorization/policyDefinitions/{policyDefinitionName}",
  inputs: z.looseObject({ policyDefinitionName: z.string(), policyRule }),
});

export const policyAssignment = define({
  type: assignmentOfPolicy,
  path: "Microsoft.Authorization/policyAssignments/{policyAssignmentName}",
  under: "scope",
  inputs: z.looseObject({
    scope: z.string(),
    policyAssignmentName: z.string(),
    policyDefinitionId: z.string(),
    enforcementMode: z.enum(["Default", "DoNotEnforce"]).default("Default"),
  }),
  references: {
    policyDefinitionId: {
      type: policyType,
      missing: {
        code: "PolicyDefinitionNotFound",
        message: (id) => `The policy definition '${lastSegment(id)}' could not be found.`,
        source: {
          believed:
            "https://learn.microsoft.com/azure/governance/policy/concepts/assignment-structure (2026-11) wants the id of a definition that exists; no text of the error was found",
        },
      },
    },
  },
});
