/** Errors as the Azure Native provider shows them. */

/**
 * HTTP status behind an error code; everything else is a 400.
 * https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors (2026-11).
 */
const statuses: Readonly<Record<string, number>> = {
  ResourceGroupNotFound: 404,
  ParentResourceNotFound: 404,
  ResourceNotFound: 404,
  SubscriptionNotFound: 404,
  PrincipalNotFound: 400,
  RequestDisallowedByPolicy: 403,
  ScopeLocked: 409,
  ConflictError: 409,
  Conflict: 409,
  ServerIsBusy: 409,
  StorageAccountAlreadyTaken: 409,
  VaultAlreadyExists: 409,
  RoleAssignmentExists: 409,
  ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity: 409,
};

/** Form: public `pulumi up` logs, for example https://github.com/alan-turing-institute/data-safe-haven/issues/2523 (2026-01). */
export class AzureError extends Error {
  override readonly name = "AzureError";
  readonly code: string;

  constructor(code: string, message: string) {
    super(`Status=${statuses[code] ?? 400} Code="${code}" Message="${message}"`);
    this.code = code;
  }
}
