/** Identities of workloads, and the service accounts that may take them on. */
import { randomUUID } from "node:crypto";
import * as z from "zod";
import { define } from "../define.ts";

export const identityType = "azure-native:managedidentity:UserAssignedIdentity";
export const credentialType = "azure-native:managedidentity:FederatedIdentityCredential";

/** https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations (2026-11). */
const credentialLimit = 20;

export const identity = define({
  type: identityType,
  path: "Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}",
  located: true,
  // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftmanagedidentity (2026-11).
  names: { resourceName: { min: 3, max: 128, pattern: /^[A-Za-z0-9][\w-]+$/ } },
  inputs: z.looseObject({ resourceGroupName: z.string(), resourceName: z.string(), location: z.string() }),
  compute: (_request, _id, old) => ({
    clientId: old.clientId ?? randomUUID(),
    principalId: old.principalId ?? randomUUID(),
    tenantId: old.tenantId,
  }),
});

const credentialInputs = z.looseObject({
  resourceGroupName: z.string(),
  resourceName: z.string(),
  federatedIdentityCredentialResourceName: z.string(),
  issuer: z.string(),
  subject: z.string(),
  audiences: z.array(z.string()),
});

const identityOf = ({ resourceGroupName, resourceName, subscription }: Readonly<Record<string, unknown>>) =>
  `/subscriptions/${subscription}/resourcegroups/${resourceGroupName}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${resourceName}`;

export const federatedCredential = define({
  type: credentialType,
  path: "Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}/federatedIdentityCredentials/{federatedIdentityCredentialResourceName}",
  // https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations (2026-11).
  names: { federatedIdentityCredentialResourceName: { min: 3, max: 120, pattern: /^[A-Za-z0-9][\w-]+$/ } },
  inputs: credentialInputs,
  refusals: [
    {
      code: "BadRequest",
      when: ({ inputs, old, world }) =>
        !old &&
        world
          .all(credentialType)
          .filter((other) => other.inputs.resourceName === inputs.resourceName)
          .filter((other) => other.inputs.resourceGroupName === inputs.resourceGroupName).length >= credentialLimit,
      message: `A maximum of ${credentialLimit} federated identity credentials can be added to a user-assigned managed identity.`,
      source: "https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations (2026-11)",
    },
    {
      code: "Conflict",
      when: ({ inputs, old, world }) =>
        world
          .all(credentialType)
          .some(
            (other) =>
              other.id !== old?.id &&
              other.inputs.resourceName === inputs.resourceName &&
              other.inputs.resourceGroupName === inputs.resourceGroupName &&
              other.inputs.issuer === inputs.issuer &&
              other.inputs.subject === inputs.subject,
          ),
      message: "Issuer and subject combination already exists for this Managed Identity.",
      source: "https://github.com/Azure/bicep-types-az/issues/2054 (2024-05)",
    },
  ],
  occupies: {
    id: identityOf,
    code: "ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity",
    message: (inputs) =>
      `Too many Federated Identity Credentials are written concurrently for the managed identity '${identityOf(inputs)}'. Concurrent Federated Identity Credentials writes under the same managed identity are not supported.`,
    source: "https://github.com/Azure/bicep-registry-modules/issues/1447 (2024-03)",
  },
});
