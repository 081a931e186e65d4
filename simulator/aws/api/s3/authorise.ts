/** Whether a principal may carry out an S3 operation: IAM, the bucket's policy, its public access block and its key. */
import type { SimulatedResource, World } from "../../../world.ts";
import { bucketPolicy } from "../../iam/attached.ts";
import type { Context } from "../../iam/patterns.ts";
import type { Session } from "../../iam/principal.ts";
import { type Authoriser, findKey } from "../authorise.ts";
import { AwsError } from "../errors.ts";
import { type BucketEncryption, encryptionOf } from "./buckets.ts";
import type { Operation, S3Request } from "./operation.ts";

/** Query parameters and headers that policies may ask about, as `s3:<name>`. */
const queryKeys = { prefix: "prefix", delimiter: "delimiter", "max-keys": "max-keys", versionId: "versionid" } as const;
const headerKeys = [
  "x-amz-acl",
  "x-amz-content-sha256",
  "x-amz-copy-source",
  "x-amz-server-side-encryption",
  "x-amz-server-side-encryption-aws-kms-key-id",
  "x-amz-storage-class",
] as const;

export interface Ask {
  readonly principal: Session;
  readonly request: S3Request;
  readonly operation: Operation;
  readonly bucket: SimulatedResource;
  /** Condition keys that every request has. */
  readonly context: Context;
}

/**
 * @returns how the bucket encrypts, where the operation touches an object's content
 * @throws AwsError AccessDenied
 */
export function authoriseS3(world: World, authoriser: Authoriser, ask: Ask): BucketEncryption | undefined {
  const { principal, request, operation, bucket } = ask;
  const context = { ...ask.context, ...s3Context(ask) };
  for (const action of operation.actions) {
    requireOn(world, authoriser, { principal, action, bucket, key: operation.key, context });
  }
  if (operation.copySource) requireSource(world, authoriser, ask, context, operation.copySource);
  refuseAccessLists(request);
  if (!operation.encryption) return undefined;
  const encryption = encryptionOf(world, String(bucket.outputs.bucket));
  if (encryption) requireEncryption(world, authoriser, ask, context, encryption);
  return encryption;
}

/** @throws AwsError AccessDenied */
export function requireOn(
  world: World,
  authoriser: Authoriser,
  ask: {
    readonly principal: Session;
    readonly action: string;
    readonly bucket: SimulatedResource;
    readonly key: string;
    readonly context: Context;
  },
): void {
  const { principal, action, bucket, key, context } = ask;
  const name = String(bucket.outputs.bucket);
  const resource = `arn:aws:s3:::${name}${key ? `/${key}` : ""}`;
  const request = { principal, action, resource, owner: bucket.account, context };
  authoriser.require("s3", request, { policy: bucketPolicy(world, name), decides: false });
}

function requireSource(world: World, authoriser: Authoriser, ask: Ask, context: Context, source: string): void {
  const [name = "", ...key] = source.split("/");
  const bucket = world.all("aws:s3/bucket:Bucket").find(({ outputs }) => outputs.bucket === name);
  if (!bucket) throw new AwsError("NoSuchBucket", 404, "The specified bucket does not exist");
  const { principal } = ask;
  requireOn(world, authoriser, { principal, action: "s3:GetObject", bucket, key: key.join("/"), context });
  const encryption = encryptionOf(world, name);
  if (encryption) authoriser.requireKey("s3", { principal, context }, encryption.key, "kms:Decrypt", "s3");
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#require-sse-kms */
function requireEncryption(
  world: World,
  authoriser: Authoriser,
  { principal, request, operation, bucket }: Ask,
  context: Context,
  { key, bucketKey }: BucketEncryption,
): void {
  const wanted = request.headers["x-amz-server-side-encryption-aws-kms-key-id"];
  if (wanted && findKey(world, wanted) !== key) {
    throw new AwsError("NotImplemented", 501, "the simulator encrypts objects with their bucket's own key only");
  }
  const bucketArn = `arn:aws:s3:::${bucket.outputs.bucket}`;
  const about = bucketKey ? bucketArn : `${bucketArn}/${operation.key}`;
  const caller = { principal, context: { ...context, "kms:encryptioncontext:aws:s3:arn": about } };
  const multipart = operation.query.has("uploads") || operation.query.has("uploadId");
  if (operation.encryption === "encrypt") authoriser.requireKey("s3", caller, key, "kms:GenerateDataKey", "s3");
  if (operation.encryption === "decrypt" || multipart) authoriser.requireKey("s3", caller, key, "kms:Decrypt", "s3");
}

/** Buckets are made with access lists turned off, the default since 2023; then S3 refuses any but the owner's. */
function refuseAccessLists({ headers }: S3Request): void {
  const list = headers["x-amz-acl"];
  if (list === undefined || list === "bucket-owner-full-control" || list === "private") return;
  throw new AwsError("AccessControlListNotSupported", 400, "The bucket does not allow ACLs");
}

function s3Context({ request, operation, bucket }: Ask): Context {
  const { headers } = request;
  const fromQuery = Object.entries(queryKeys).flatMap(([name, key]) => {
    const value = operation.query.get(name);
    return value === null ? [] : [[`s3:${key}`, value]];
  });
  const fromHeaders = headerKeys.flatMap((name) =>
    headers[name] === undefined ? [] : [[`s3:${name}`, headers[name]]],
  );
  return {
    ...Object.fromEntries([...fromQuery, ...fromHeaders]),
    "aws:resourceaccount": bucket.account,
    "s3:resourceaccount": bucket.account,
    "s3:authtype": operation.query.has("X-Amz-Signature") ? "REST-QUERY-STRING" : "REST-HEADER",
    "s3:signatureversion": "AWS4-HMAC-SHA256",
  };
}
