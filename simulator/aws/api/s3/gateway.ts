/**
 * Amazon S3: establishes who asks, asks whether they may, and then lets the bytes flow between the client and the object
 * store of the bucket's region, without holding a body in memory.
 */
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { pipeline } from "node:stream/promises";
import type { SimulatedResource } from "../../../world.ts";
import type { Session } from "../../iam/principal.ts";
import { authenticate } from "../authenticate.ts";
import type { Services } from "../call.ts";
import { AwsError, accessDenied } from "../errors.ts";
import { splitTarget } from "../signature.ts";
import { authoriseS3 } from "./authorise.ts";
import { type BucketEncryption, findBucket } from "./buckets.ts";
import type { S3Call } from "./call.ts";
import { classHeaders, listClasses, restoreObject } from "./classes/answers.ts";
import type { S3Classes } from "./classes/classes.ts";
import { deleteObjects } from "./delete-objects.ts";
import { sendListing } from "./listing.ts";
import { type Operation, readOperation } from "./operation.ts";
import type { S3Replication } from "./replication/replication.ts";
import { recordChange, replicationStatus } from "./replication/status.ts";
import type { ObjectStores } from "./stores.ts";
import { writtenAt } from "./version-time.ts";
import { bucketLocation, listBuckets } from "./world-answers.ts";

/** Where objects are, where their copies go, and how deep they lie. */
export interface S3Parts {
  readonly stores: ObjectStores;
  readonly replication: S3Replication;
  readonly classes: S3Classes;
}

/** Answers one request; errors are the caller's to render. */
export async function answerS3(
  call: S3Call,
  services: Services,
  { stores, replication, classes }: S3Parts,
): Promise<void> {
  const { request, response, headers, hostBucket } = call;
  const { method = "GET", url: target = "/" } = request;
  const { principal, region, payloadHash } = authenticate({ method, target, headers }, services.issuer);
  if (payloadHash.startsWith("STREAMING-AWS4-")) {
    throw new AwsError("NotImplemented", 501, "the simulator does not check chunk signatures: send UNSIGNED-PAYLOAD");
  }
  const operation = readOperation({ method, target, headers }, hostBucket);
  if (operation.actions.length === 0) {
    throw new AwsError("NotImplemented", 501, `the simulator knows no ${method} ${target} of S3`);
  }
  if (operation.bucket === "") return listBuckets(response, services, principal);
  const bucket = existingBucket(operation, services, principal);
  refuseWrongRegion(bucket, call.region, region);
  const store = await stores.ready(bucket.region);
  if (operation.query.has("delete")) return deleteObjects(call, services, { principal, bucket, store, replication });
  const { world, authoriser } = services;
  const asked = { principal, request: { method, target, headers }, operation, bucket, context: call.context };
  const encryption = authoriseS3(world, authoriser, asked);
  if (operation.actions[0] === "s3:CreateBucket") throw alreadyThere();
  if (operation.query.has("location")) return bucketLocation(response, bucket);
  if (operation.query.has("restore")) return restoreObject(call, operation, store, classes);
  const outgoing = store.open({
    method,
    target: storeTarget(target, hostBucket),
    headers: storeHeaders(headers, payloadHash),
  });
  if (headers.expect === "100-continue") response.writeContinue();
  // A body that breaks off ends the outgoing request too, and shows up as its error.
  pipeline(request, outgoing).catch(() => {});
  const [answer] = await once(outgoing, "response");
  if (lists(method, operation)) {
    const withCopies = /RestoreStatus/.test(headers["x-amz-optional-object-attributes"] ?? "");
    const complete = (xml: string) => listClasses(classes, operation.bucket, xml, withCopies);
    return sendListing(answer, response, operation.query, complete);
  }
  recordChange(replication, method, operation, answer);
  const known = {
    ...replicationStatus(replication, method, operation, answer),
    ...classHeaders(classes, method, operation, answer),
  };
  response.writeHead(answer.statusCode ?? 502, { ...clientHeaders(answer, encryption), ...known });
  await pipeline(answer, response);
}

function existingBucket({ bucket, actions }: Operation, { world }: Services, caller: Session): SimulatedResource {
  const found = findBucket(world, bucket);
  if (found) return found;
  if (actions[0] === "s3:CreateBucket") {
    throw accessDenied("s3", `buckets are made by Pulumi: ${caller.role} may not create ${bucket} in the simulator`);
  }
  throw new AwsError("NoSuchBucket", 404, "The specified bucket does not exist");
}

const lists = (method: string, { actions }: Operation): boolean =>
  method === "GET" && actions.some((action) => /^s3:ListBucket/.test(action));

function alreadyThere(): AwsError {
  return new AwsError(
    "BucketAlreadyOwnedByYou",
    409,
    "The bucket that you tried to create already exists, and you own it.",
  );
}

function refuseWrongRegion({ region }: SimulatedResource, host: string | undefined, signed: string): void {
  if (host !== undefined && host !== region) {
    const text = "The bucket you are attempting to access must be addressed using the specified endpoint.";
    throw new AwsError("PermanentRedirect", 301, `${text} Please send all future requests to this endpoint.`);
  }
  if (signed !== region) {
    const text = `The authorization header is malformed; the region '${signed}' is wrong; expecting '${region}'`;
    throw new AwsError("AuthorizationHeaderMalformed", 400, text);
  }
}

/** The request line for the store: path style, without the parts of a presigned URL. */
function storeTarget(target: string, hostBucket: string): string {
  const [path, query] = splitTarget(target);
  const kept = query.split("&").filter((pair) => pair !== "" && !pair.startsWith("X-Amz-"));
  return `${hostBucket ? `/${hostBucket}` : ""}${path}${kept.length > 0 ? `?${kept.join("&")}` : ""}`;
}

/** Headers that end here: those of this connection, of the caller's signature, and of encryption, which the store lacks. */
const ownHeaders =
  /^(authorization|connection|expect|host|keep-alive|proxy-.*|transfer-encoding|x-amz-date|x-amz-security-token|x-amz-server-side-encryption.*)$/;

function storeHeaders(headers: S3Call["headers"], payloadHash: string): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !ownHeaders.test(name));
  return {
    ...Object.fromEntries(kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
    "x-amz-content-sha256": payloadHash,
  };
}

function clientHeaders({ headers }: IncomingMessage, encryption: BucketEncryption | undefined): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !["connection", "keep-alive", "server"].includes(name));
  const written = headers["last-modified"] && writtenAt(String(headers["x-amz-version-id"]));
  return {
    ...Object.fromEntries(kept.map(([name, value]) => [name, String(value)])),
    ...(written ? { "last-modified": written.toUTCString() } : {}),
    server: "AmazonS3",
    ...(encryption && {
      "x-amz-server-side-encryption": "aws:kms",
      "x-amz-server-side-encryption-aws-kms-key-id": String(encryption.key.outputs.arn),
    }),
  };
}
