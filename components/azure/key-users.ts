import { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import { all, type CustomResourceOptions, type Output } from "@pulumi/pulumi";
import type { Context } from "../contracts/context.ts";
import { inGroup } from "./groups.ts";
import { assignRole, builtInRoles, roleId } from "./roles.ts";
import type { VaultKey } from "./vault-keys.ts";

export interface KeyUserArgs {
  readonly group: ResourceGroup;
  readonly key: VaultKey;
  /** Default: the platform's. */
  readonly region?: string;
}

/** An identity through which a service of Azure encrypts with one of the platform's keys, and does nothing else. */
export function keyUser(
  name: string,
  context: Context,
  { group, key, region = context.region }: KeyUserArgs,
  options: CustomResourceOptions,
): Output<string> {
  const identity = new UserAssignedIdentity(
    name,
    { ...inGroup(context, group), location: region, resourceName: `${context.prefix}-${name}` },
    options,
  );
  const access = assignRole(
    name,
    context,
    {
      scope: key.id,
      role: roleId(context, builtInRoles.keyVaultCryptoServiceEncryptionUser),
      principal: identity.principalId,
    },
    options,
  );
  // Its id is known to others only when it may use the key: a service that starts before fails.
  return all([identity.id, access.id]).apply(([id]) => id);
}
