/** Reads from an S3 request what it wants to do to what, and which of IAM's actions that needs. */
import { splitTarget } from "../signature.ts";

export interface Operation {
  readonly bucket: string;
  /** Empty for the bucket itself. */
  readonly key: string;
  readonly query: URLSearchParams;
  /** All of them must be allowed; empty where the simulator does not know the operation. */
  readonly actions: readonly string[];
  /** `bucket/key` that the request copies from. */
  readonly copySource: string | undefined;
  /** What it does with the bucket's key. */
  readonly encryption: "encrypt" | "decrypt" | undefined;
}

export interface S3Request {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

type Wish = Pick<Operation, "actions"> & Partial<Pick<Operation, "encryption">>;

/** @param hostBucket  bucket in the host name (virtual-host style), empty where the path starts with it */
export function readOperation({ method, target, headers }: S3Request, hostBucket: string): Operation {
  const [path, search] = splitTarget(target);
  const [, first = "", rest = ""] = /^\/([^/]*)\/?(.*)$/.exec(path) ?? [];
  const bucket = hostBucket || decodeURIComponent(first);
  const key = decodeURIComponent(hostBucket ? path.slice(1) : rest);
  const query = new URLSearchParams(search);
  const wish =
    bucket === "" ? onService(method) : key === "" ? onBucket(method, query) : onObject(method, query, headers);
  const source = headers["x-amz-copy-source"];
  return {
    bucket,
    key,
    query,
    actions: wish.actions,
    copySource:
      source &&
      decodeURIComponent(source)
        .replace(/^\//, "")
        .replace(/\?versionId=.*$/, ""),
    encryption: wish.encryption,
  };
}

function onService(method: string): Wish {
  return { actions: method === "GET" ? ["s3:ListAllMyBuckets"] : [] };
}

/** Parts of a bucket's configuration that can be read; Pulumi alone writes them. */
const bucketParts: Readonly<Record<string, Wish>> = {
  location: { actions: ["s3:GetBucketLocation"] },
  versioning: { actions: ["s3:GetBucketVersioning"] },
  "object-lock": { actions: ["s3:GetBucketObjectLockConfiguration"] },
  uploads: { actions: ["s3:ListBucketMultipartUploads"] },
  versions: { actions: ["s3:ListBucketVersions"] },
};

/** Query names that only refine a listing. */
const listing =
  /^(list-type|prefix|delimiter|max-keys|marker|continuation-token|start-after|encoding-type|fetch-owner|x-id|X-Amz-.*)$/;

function onBucket(method: string, query: URLSearchParams): Wish {
  const part = Object.keys(bucketParts).find((name) => query.has(name));
  if (method === "GET" && part) return bucketParts[part] ?? { actions: [] };
  if (method === "HEAD") return { actions: ["s3:ListBucket"] };
  if (method === "GET" && [...query.keys()].every((name) => listing.test(name))) return { actions: ["s3:ListBucket"] };
  if (method === "PUT" && query.size === 0) return { actions: ["s3:CreateBucket"] };
  // Each key is asked about when the body has been read.
  if (method === "POST" && query.has("delete")) return { actions: ["s3:DeleteObject"] };
  return { actions: [] };
}

function onObject(method: string, query: URLSearchParams, headers: S3Request["headers"]): Wish {
  const version = query.has("versionId") ? "Version" : "";
  for (const [name, part] of [
    ["tagging", "Tagging"],
    ["retention", "Retention"],
    ["legal-hold", "LegalHold"],
  ] as const) {
    const verb = { GET: "Get", PUT: "Put", DELETE: "Delete" }[method];
    if (query.has(name) && verb) return { actions: [`s3:${verb}Object${name === "tagging" ? version : ""}${part}`] };
  }
  const upload = query.has("uploadId");
  if (method === "GET" && upload) return { actions: ["s3:ListMultipartUploadParts"] };
  if (method === "DELETE" && upload) return { actions: ["s3:AbortMultipartUpload"] };
  if (method === "POST" && query.has("restore")) return { actions: ["s3:RestoreObject"] };
  if (query.has("acl") || query.has("restore") || query.has("select") || query.has("torrent")) return { actions: [] };
  if (method === "GET" || method === "HEAD") return { actions: [`s3:GetObject${version}`], encryption: "decrypt" };
  if (method === "PUT" || method === "POST") return { actions: putActions(headers), encryption: "encrypt" };
  if (method === "DELETE") {
    const bypass = headers["x-amz-bypass-governance-retention"] === "true";
    return { actions: [`s3:DeleteObject${version}`, ...(bypass ? ["s3:BypassGovernanceRetention"] : [])] };
  }
  return { actions: [] };
}

function putActions(headers: S3Request["headers"]): readonly string[] {
  return [
    "s3:PutObject",
    ...(headers["x-amz-tagging"] ? ["s3:PutObjectTagging"] : []),
    ...(headers["x-amz-object-lock-mode"] ? ["s3:PutObjectRetention"] : []),
    ...(headers["x-amz-object-lock-legal-hold"] ? ["s3:PutObjectLegalHold"] : []),
  ];
}
