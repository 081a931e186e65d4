/** What Pulumi would have written into the World: an account, two containers, and an identity that may reach one tenant's blobs. */
import type { Properties, World } from "../../../simulator/world.ts";
import { azurePlace } from "./place.ts";

export const client = "33333333-3333-4333-8333-333333333333";
export const issuer = "https://issuer.example/";
export const subject = "system:serviceaccount:tenant-harbor:backup-dump";

const principal = "44444444-4444-4444-8444-444444444444";
const group = `/subscriptions/${azurePlace.account}/resourceGroups/test/providers`;
const account = `${group}/Microsoft.Storage/storageAccounts/longshoretest`;
const identity = `${group}/Microsoft.ManagedIdentity/userAssignedIdentities/harbor`;
const blobs = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs";

export function writeAccount(world: World): void {
  const put = (type: string, id: string, inputs: Properties, outputs: Properties = inputs) =>
    world.put({ type: `azure-native:${type}`, id, ...azurePlace, inputs, outputs });
  const name = { accountName: "longshoretest" };
  put("storage:StorageAccount", account, {}, { name: "longshoretest", allowSharedKeyAccess: false });
  put("storage:BlobServiceProperties", `${account}/blobServices/default`, { ...name, isVersioningEnabled: true });
  for (const container of ["backups", "archives"]) {
    const immutable = { immutableStorageWithVersioning: { enabled: container === "archives" } };
    put(
      "storage:BlobContainer",
      `${account}/blobServices/default/containers/${container}`,
      { ...name, ...immutable },
      { name: container },
    );
  }
  put(
    "storage:BlobContainerImmutabilityPolicy",
    `${account}/blobServices/default/containers/archives/immutabilityPolicies/default`,
    { immutabilityPeriodSinceCreationInDays: 7 },
  );
  put("managedidentity:UserAssignedIdentity", identity, {}, { clientId: client, principalId: principal });
  put("managedidentity:FederatedIdentityCredential", `${identity}/federatedIdentityCredentials/odoo`, {
    issuer,
    subject,
    audiences: ["api://AzureADTokenExchange"],
  });
  put(
    "authorization:RoleDefinition",
    `${group}/Microsoft.Authorization/roleDefinitions/55555555-5555-4555-8555-555555555555`,
    {
      permissions: [
        { dataActions: [`${blobs}/*`], actions: ["Microsoft.Storage/storageAccounts/blobServices/containers/read"] },
      ],
    },
  );
  put("authorization:RoleAssignment", `${account}/providers/Microsoft.Authorization/roleAssignments/1`, {
    scope: account,
    principalId: principal,
    roleDefinitionId: "/providers/Microsoft.Authorization/roleDefinitions/55555555-5555-4555-8555-555555555555",
    condition: `((!(ActionMatches{'${blobs}/*'})) OR (@Resource[${blobs}:path] StringLike 'harbor*' OR @Request[${blobs}:prefix] StringLike 'harbor*'))`,
  });
}
