/** What S3's answers say of storage classes: headers of an object, a listing's entries, and the answer to RestoreObject. */
import type { IncomingMessage } from "node:http";
import * as z from "zod";
import { plainText } from "../../../../cloud/xml.ts";
import { AwsError } from "../../errors.ts";
import type { S3Call } from "../call.ts";
import type { Operation } from "../operation.ts";
import { headersOf } from "../replication/copy.ts";
import type { RegionStore } from "../store.ts";
import { writtenAt } from "../version-time.ts";
import { type S3Classes, type Standing, type Stored, tierSchema } from "./classes.ts";

/** Of the store's answer where there is such an object. */
const found: readonly number[] = [200, 206];

/**
 * Headers that the answer to a GET or HEAD has besides.
 * @throws AwsError `InvalidObjectState` for a GET of what has to be brought back first; its words:
 *   https://github.com/aws/aws-cli/issues/4039 (read 2026-11)
 */
export function classHeaders(
  classes: S3Classes,
  method: string,
  operation: Operation,
  answer: IncomingMessage,
): Record<string, string> {
  const reads = operation.actions.some((action) => /^s3:GetObject(Version)?$/.test(action));
  if (!reads || !found.includes(answer.statusCode ?? 0)) return {};
  const { storageClass, copy, readable } = classes.standing(storedOf(operation, answer.headers));
  if (method === "GET" && !readable) {
    answer.destroy();
    throw new AwsError("InvalidObjectState", 403, "The operation is not valid for the object's storage class");
  }
  return {
    // Left out for the standard class: https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html (2026-11).
    ...(storageClass === "STANDARD" ? {} : { "x-amz-storage-class": storageClass }),
    ...(copy ? { "x-amz-restore": restoreHeader(copy) } : {}),
  };
}

const restoreHeader = ({ until }: NonNullable<Standing["copy"]>): string =>
  until ? `ongoing-request="false", expiry-date="${until.toUTCString()}"` : `ongoing-request="true"`;

/**
 * A listing with the class of each object.
 * @param withCopies  whether it tells of copies too, as `x-amz-optional-object-attributes: RestoreStatus` asks
 */
export function listClasses(classes: S3Classes, bucket: string, xml: string, withCopies: boolean): string {
  return xml.replaceAll(/<(Contents|Version)>.*?<\/\1>/gs, (entry, kind: string) => {
    const text = (name: string) => plainText(new RegExp(`<${name}>([^<]*)<`).exec(entry)?.[1] ?? "");
    const written = writtenAt(text("VersionId")) ?? new Date(text("LastModified"));
    const stored = { bucket, key: text("Key"), etag: text("ETag"), bytes: Number(text("Size")), written };
    const { storageClass, copy } = classes.standing(stored);
    const named = entry.replace(/(<StorageClass>)[^<]*/, `$1${storageClass}`);
    return withCopies && copy ? named.replace(`</${kind}>`, `${copyXml(copy)}</${kind}>`) : named;
  });
}

function copyXml({ until }: NonNullable<Standing["copy"]>): string {
  const date = until ? `<RestoreExpiryDate>${until.toISOString()}</RestoreExpiryDate>` : "";
  return `<RestoreStatus><IsRestoreInProgress>${!until}</IsRestoreInProgress>${date}</RestoreStatus>`;
}

const restoreRequest = z.object({ days: z.coerce.number().int().positive(), tier: tierSchema });

/** Answers RestoreObject. @throws AwsError as `S3Classes.retrieve`, and where there is no such object */
export async function restoreObject(
  { request, response, headers }: Pick<S3Call, "request" | "response" | "headers">,
  operation: Operation,
  store: RegionStore,
  classes: S3Classes,
): Promise<void> {
  const { bucket, key, query } = operation;
  if (headers.expect === "100-continue") response.writeContinue();
  const text = Buffer.concat(await request.toArray()).toString();
  const asked = restoreRequest.safeParse({
    days: /<Days>(\d+)</.exec(text)?.[1],
    tier: /<Tier>(\w+)</.exec(text)?.[1] ?? "Standard",
  });
  if (!asked.success)
    throw new AwsError("NotImplemented", 501, "the simulator retrieves by Standard or Bulk, for days");
  const version = query.get("versionId") ?? undefined;
  const stored = await headersOf(store, { bucket, key, version });
  if (!stored) throw new AwsError("NoSuchKey", 404, "The specified key does not exist.");
  const longer = classes.retrieve(storedOf(operation, stored), asked.data.tier, asked.data.days);
  response.writeHead(longer ? 200 : 202, { server: "AmazonS3", "content-length": 0 }).end();
}

function storedOf({ bucket, key }: Operation, headers: IncomingMessage["headers"]): Stored {
  const bytes = /\/(\d+)$/.exec(headers["content-range"] ?? "")?.[1] ?? headers["content-length"];
  const written = writtenAt(String(headers["x-amz-version-id"])) ?? new Date(String(headers["last-modified"]));
  return { bucket, key, etag: String(headers.etag), bytes: Number(bytes), written };
}
