/** Who may do what to a container: the token's principal, and the role assignments with their conditions. */
import type { SimulatedResource, World } from "../../world.ts";
import type { EntraIssuer, Principal } from "../entra/tokens.ts";
import { InvalidToken } from "../entra/tokens.ts";
import { isAllowed } from "../rbac/decide.ts";
import { BlobError } from "./error.ts";
import type { Operation } from "./operation.ts";

/** Tokens for storage as a whole, or for one account. */
const audiencesOf = (account: string) => ["https://storage.azure.com", `https://${account}.blob.core.windows.net`];

/** @throws BlobError in the service's own words */
export function principalOf(header: string | undefined, account: SimulatedResource, issuer: EntraIssuer): Principal {
  const [, token] = /^Bearer (.+)$/i.exec(header ?? "") ?? [];
  if (!header)
    throw new BlobError(
      401,
      "NoAuthenticationInformation",
      "Server failed to authenticate the request. Please refer to the information in the www-authenticate header.",
    );
  if (!token) {
    if (account.outputs.allowSharedKeyAccess === false)
      throw new BlobError(
        403,
        "KeyBasedAuthenticationNotPermitted",
        "Key based authentication is not permitted on this storage account.",
      );
    throw new BlobError(501, "NotImplemented", "the simulator takes no shared keys: use a token of Entra's");
  }
  try {
    return issuer.principalOf(token, audiencesOf(String(account.outputs.name)));
  } catch (error) {
    if (!(error instanceof InvalidToken)) throw error;
    throw new BlobError(
      401,
      "InvalidAuthenticationInfo",
      `Server failed to authenticate the request: ${error.message}`,
    );
  }
}

/** @throws BlobError */
export function authorise(world: World, principal: Principal, account: SimulatedResource, operation: Operation): void {
  const { action, isData, suboperation, container, blob, query } = operation;
  const services = "microsoft.storage/storageaccounts";
  const scope = `${account.id}${container ? `/blobServices/default/containers/${container}` : ""}`;
  const attributes = {
    [`@resource[${services}:name]`]: String(account.outputs.name),
    [`@resource[${services}/blobservices/containers:name]`]: container,
    ...(blob
      ? { [`@resource[${services}/blobservices/containers/blobs:path]`]: decodeURIComponent(blob.slice(1)) }
      : {}),
    ...(suboperation === "Blob.List"
      ? { [`@request[${services}/blobservices/containers/blobs:prefix]`]: query.get("prefix") ?? "" }
      : {}),
  };
  if (isAllowed(world, principal, { scope, action, isData, suboperation, attributes })) return;
  throw new BlobError(
    403,
    "AuthorizationPermissionMismatch",
    "This request is not authorized to perform this operation using this permission.",
  );
}

/** A network rule that keeps everybody out who does not come through a private endpoint. @throws BlobError */
export function refuseFromOutside(world: World, { id, outputs }: SimulatedResource): void {
  if (outputs.publicNetworkAccess !== "Disabled") return;
  const endpoints = world.all("azure-native:network:PrivateEndpoint");
  if (endpoints.some(({ inputs }) => JSON.stringify(inputs.privateLinkServiceConnections ?? []).includes(`"${id}"`)))
    return;
  throw new BlobError(403, "AuthorizationFailure", "This request is not authorized to perform this operation.");
}
