import { RoleAssignment } from "@pulumi/azure-native/authorization/roleAssignment.js";
import type { CustomResourceOptions, Input } from "@pulumi/pulumi";
import type { Context } from "../contracts/context.ts";
import { uuid } from "./names.ts";

/** Ids of Azure's own roles. Source: "Azure built-in roles", Microsoft Learn, November 2026. */
export const builtInRoles = {
  keyVaultContributor: "f25e0fa2-a7c8-4377-a976-54943a77a395",
  keyVaultCryptoServiceEncryptionUser: "e147488a-f6f5-4113-8e2d-b22465e65bf6",
  keyVaultCryptoUser: "12338af0-0e69-4776-bea7-57ae8d297424",
  keyVaultSecretsUser: "4633458b-17de-408a-b874-0445c86b69e6",
  kubernetesClusterAdministrator: "b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b",
  kubernetesClusterUser: "4abbcc35-e782-43d8-92c5-2d3f1bd2253f",
  networkContributor: "4d97b98b-1d4f-4787-a291-c67834d212e7",
  storageBlobDataContributor: "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
} as const;

/** Resource id of a role definition. */
export const roleId = ({ account }: Context, id: string): string =>
  `/subscriptions/${account}/providers/Microsoft.Authorization/roleDefinitions/${id}`;

export interface AssignmentArgs {
  /** Resource id of what the role is given on. */
  readonly scope: Input<string>;
  readonly role: Input<string>;
  /** Object id of who gets it. */
  readonly principal: Input<string>;
  /** Saying it spares Azure a look-up that fails while a new identity is not known everywhere. */
  readonly principalType?: "ServicePrincipal" | "Group";
  /** Narrows the role to some objects. */
  readonly condition?: string;
}

export function assignRole(
  name: string,
  context: Context,
  args: AssignmentArgs,
  options: CustomResourceOptions,
): RoleAssignment {
  const { scope, role, principal, principalType = "ServicePrincipal", condition } = args;
  return new RoleAssignment(
    name,
    {
      roleAssignmentName: uuid(context.account, context.prefix, name),
      scope,
      roleDefinitionId: role,
      principalId: principal,
      principalType,
      ...(condition ? { condition, conditionVersion: "2.0" } : {}),
    },
    // An assignment cannot get another principal or scope, and its name is taken while it stands.
    { ...options, deleteBeforeReplace: true },
  );
}
