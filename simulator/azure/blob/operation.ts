/**
 * What a request to the blob service wants, as an action of Azure RBAC:
 * https://learn.microsoft.com/rest/api/storageservices/authorize-with-azure-active-directory (2026-11).
 */

export interface Operation {
  readonly action: string;
  readonly isData: boolean;
  readonly suboperation: string | undefined;
  readonly container: string;
  /** With its leading slash, as it stands in the request line; empty for the container itself. */
  readonly blob: string;
  readonly query: URLSearchParams;
  /** Whether it puts other content in place of what is there. */
  readonly overwrites: boolean;
  readonly deletes: boolean;
}

const containers = "Microsoft.Storage/storageAccounts/blobServices/containers";
const blobs = `${containers}/blobs`;

/** Nothing for what the simulator does not know. @param target  path and query */
export function readOperation(method: string, target: string): Operation | undefined {
  const { pathname, searchParams: query } = new URL(target, "http://blob");
  const [, container = "", blob = ""] = /^\/([^/]*)(\/.*)?$/.exec(pathname) ?? [];
  const wish =
    container === "" ? onService(method, query) : blob.length > 1 ? onBlob(method, query) : onContainer(method, query);
  if (!wish) return undefined;
  const comp = query.get("comp");
  const writes = method === "PUT" && (comp === null || comp === "blocklist");
  const isBlob = blob.length > 1;
  return {
    ...wish,
    suboperation: wish.suboperation,
    container,
    blob: isBlob ? blob : "",
    query,
    overwrites: isBlob && writes,
    deletes: isBlob && method === "DELETE",
  };
}

interface Wish {
  readonly action: string;
  readonly isData: boolean;
  readonly suboperation?: string;
}

const onData = (action: string, suboperation?: string): Wish => ({
  action: `${blobs}/${action}`,
  isData: true,
  ...(suboperation ? { suboperation } : {}),
});

function onService(method: string, query: URLSearchParams): Wish | undefined {
  return method === "GET" && query.get("comp") === "list" ? { action: `${containers}/read`, isData: false } : undefined;
}

function onContainer(method: string, query: URLSearchParams): Wish | undefined {
  if (query.get("restype") !== "container") return undefined;
  const comp = query.get("comp");
  if (method === "GET" && comp === "list") return onData("read", "Blob.List");
  if (comp !== null && comp !== "metadata") return undefined;
  if (method === "GET" || method === "HEAD") return { action: `${containers}/read`, isData: false };
  if (method === "PUT") return { action: `${containers}/write`, isData: false };
  return method === "DELETE" ? { action: `${containers}/delete`, isData: false } : undefined;
}

function onBlob(method: string, query: URLSearchParams): Wish | undefined {
  const comp = query.get("comp");
  if (comp === "tags") return onData(method === "GET" ? "tags/read" : "tags/write");
  if (comp === "immutabilityPolicies" || comp === "legalhold") return undefined;
  if (method === "GET" || method === "HEAD") return onData("read");
  if (method === "PUT") return onData("write");
  if (method === "DELETE") return onData(query.has("versionid") ? "deleteBlobVersion/action" : "delete");
  return undefined;
}
