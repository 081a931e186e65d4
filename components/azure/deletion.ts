import { PolicyAssignment } from "@pulumi/azure-native/authorization/policyAssignment.js";
import { PolicyDefinition } from "@pulumi/azure-native/authorization/policyDefinition.js";
import type { CustomResourceOptions, Input } from "@pulumi/pulumi";
import type { Context } from "../contracts/context.ts";

/**
 * Refuses to delete a storage account, or the group that it is in, to everybody; what is in the account may go. A lock
 * (`locks.ts`) would hold that as well: the rules by which another region's copies come in have to go at a failover, because
 * nobody else writes to a container while they stand.
 *
 * Azure takes about five minutes to act on a new assignment, and leaves the deletion of a whole subscription alone
 * ("Azure Policy definitions denyAction effect" and "Get compliance data", Microsoft Learn, read November 2026).
 */
export const deletionPolicy = (name: string, context: Context, options: CustomResourceOptions): PolicyDefinition =>
  new PolicyDefinition(
    `${name}-keep`,
    {
      policyDefinitionName: `${context.prefix}-keep-accounts`,
      displayName: "Storage accounts are kept",
      policyType: "Custom",
      // `cascadeBehaviors` is for this mode alone.
      mode: "Indexed",
      policyRule: {
        if: { field: "type", equals: "Microsoft.Storage/storageAccounts" },
        // biome-ignore lint/suspicious/noThenProperty: Azure's word
        then: {
          effect: "denyAction",
          details: { actionNames: ["delete"], cascadeBehaviors: { resourceGroup: "deny" } },
        },
      },
    },
    options,
  );

/** `longshore retire` takes it away first. */
export function keepWhole(
  name: string,
  scope: Input<string>,
  policy: PolicyDefinition,
  options: CustomResourceOptions,
): void {
  new PolicyAssignment(
    name,
    {
      scope,
      policyAssignmentName: "keep",
      displayName: "Holds data: leaves by longshore retire only",
      policyDefinitionId: policy.id,
      enforcementMode: "Default",
    },
    { ...options, protect: true },
  );
}
