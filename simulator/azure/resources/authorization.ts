/** Roles, who has them where, and locks. */
import * as z from "zod";
import { define } from "../define.ts";
import { lastSegment } from "../names.ts";
import { builtInRoles } from "../rbac/built-in.ts";

export const assignmentType = "azure-native:authorization:RoleAssignment";
export const roleType = "azure-native:authorization:RoleDefinition";
export const lockType = "azure-native:authorization:ManagementLockByScope";

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
      code: "RoleDefinitionDoesNotExist",
      when: ({ inputs, world }) => {
        const id = lastSegment(inputs.roleDefinitionId);
        return !builtInRoles[id] && !world.all(roleType).some((role) => lastSegment(role.id) === id);
      },
      message: ({ inputs }) =>
        `The specified role definition with ID '${lastSegment(inputs.roleDefinitionId)}' does not exist.`,
      source:
        "https://learn.microsoft.com/azure/role-based-access-control/troubleshooting (2026-11); the wording is ours",
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
      source: "https://learn.microsoft.com/azure/role-based-access-control/troubleshooting (2026-11)",
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
  compute: ({ inputs }) => ({ roleType: "CustomRole", scope: inputs.scope }),
});

export const lock = define({
  type: lockType,
  path: "Microsoft.Authorization/locks/{lockName}",
  under: "scope",
  inputs: z.looseObject({ scope: z.string(), lockName: z.string(), level: z.enum(["CanNotDelete", "ReadOnly"]) }),
});
