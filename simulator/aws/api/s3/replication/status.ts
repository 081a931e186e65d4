/** What passes through the gateway and concerns replication: new versions, and what became of older ones. */
import type { IncomingMessage } from "node:http";
import type { Operation } from "../operation.ts";
import type { S3Replication } from "./replication.ts";

/** Query names of requests that make no version of an object. */
const besides = ["tagging", "retention", "legal-hold", "partNumber", "uploads", "acl", "versionId"];

/** Tells the replication of a version that a request has made; its client has not heard of it yet. */
export function recordChange(
  replication: S3Replication,
  method: string,
  { bucket, key, query }: Operation,
  { statusCode = 502, headers }: IncomingMessage,
): void {
  const version = headers["x-amz-version-id"];
  if (key === "" || statusCode >= 300 || typeof version !== "string") return;
  if (!["PUT", "POST", "DELETE"].includes(method) || besides.some((name) => query.has(name))) return;
  replication.changed({ bucket, key, version, marker: method === "DELETE" });
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-status.html (2026-11). */
export function replicationStatus(
  replication: S3Replication,
  method: string,
  { bucket, key }: Operation,
  { headers }: IncomingMessage,
): Record<string, string> {
  const version = headers["x-amz-version-id"];
  if (key === "" || (method !== "GET" && method !== "HEAD") || typeof version !== "string") return {};
  const status = replication.statusOf({ bucket, key, version });
  return status === undefined ? {} : { "x-amz-replication-status": status };
}
