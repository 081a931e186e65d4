/**
 * AWS Signature Version 4, over a request exactly as it travels: https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
 * The signers on npm prepare a request before they sign it; to check one, it must be taken as it came.
 */
import { createHash, createHmac } from "node:crypto";

export interface SignedRequest {
  readonly method: string;
  /** Path and query as they stand in the request line. */
  readonly target: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** What the signature covers besides the request. */
export interface Scope {
  /** `YYYYMMDD'T'HHMMSS'Z'` */
  readonly time: string;
  readonly region: string;
  readonly service: string;
  /** Lower-case names in alphabetical order. */
  readonly signedHeaders: readonly string[];
  /** SHA-256 of the body in hexadecimal, or one of AWS's words for a body that is not hashed. */
  readonly payloadHash: string;
}

export const algorithm = "AWS4-HMAC-SHA256";
export const unsignedPayload = "UNSIGNED-PAYLOAD";
export const emptyPayloadHash = sha256("");

/** `<date>/<region>/<service>/aws4_request` */
export function credentialScope({ time, region, service }: Scope): string {
  return `${time.slice(0, 8)}/${region}/${service}/aws4_request`;
}

/** The signature in hexadecimal. */
export function signatureOf(request: SignedRequest, scope: Scope, secretAccessKey: string): string {
  const text = [algorithm, scope.time, credentialScope(scope), sha256(canonicalRequest(request, scope))].join("\n");
  const parts = [scope.time.slice(0, 8), scope.region, scope.service, "aws4_request"];
  const key = parts.reduce<Buffer>((derived, part) => hmac(derived, part), Buffer.from(`AWS4${secretAccessKey}`));
  return hmac(key, text).toString("hex");
}

/** Value of the `Authorization` header. */
export function authorization(
  request: SignedRequest,
  scope: Scope,
  key: { readonly accessKeyId: string; readonly secretAccessKey: string },
): string {
  const signature = signatureOf(request, scope, key.secretAccessKey);
  const credential = `${key.accessKeyId}/${credentialScope(scope)}`;
  return `${algorithm} Credential=${credential}, SignedHeaders=${scope.signedHeaders.join(";")}, Signature=${signature}`;
}

/** The time of a signature, from a date. */
export function signingTime(date: Date): string {
  return date.toISOString().replaceAll(/[-:]|\.\d{3}/g, "");
}

export function sha256(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

function canonicalRequest({ method, target, headers }: SignedRequest, scope: Scope): string {
  const [path = "/", query = ""] = splitTarget(target);
  return [
    method,
    canonicalPath(path, scope.service),
    canonicalQuery(query),
    ...scope.signedHeaders.map((name) => `${name}:${(headers[name] ?? "").trim().replaceAll(/\s+/g, " ")}`),
    "",
    scope.signedHeaders.join(";"),
    scope.payloadHash,
  ].join("\n");
}

/** Every service but S3 signs the path encoded twice. */
function canonicalPath(path: string, service: string): string {
  const segments = path.split("/").map((segment) => encode(decodeURIComponent(segment)));
  return (service === "s3" ? segments : segments.map(encode)).join("/");
}

function canonicalQuery(query: string): string {
  return query
    .split("&")
    .filter((pair) => pair !== "" && !pair.startsWith("X-Amz-Signature="))
    .map((pair) => {
      const [name = "", value = ""] = splitOnce(pair, "=");
      return `${encode(decodeQuery(name))}=${encode(decodeQuery(value))}`;
    })
    .sort((a, b) => (a < b ? -1 : 1))
    .join("&");
}

/** Path and query of a request line. */
export function splitTarget(target: string): readonly [path: string, query: string] {
  return splitOnce(target, "?");
}

function splitOnce(text: string, separator: string): readonly [string, string] {
  const index = text.indexOf(separator);
  return index < 0 ? [text, ""] : [text.slice(0, index), text.slice(index + 1)];
}

function decodeQuery(text: string): string {
  return decodeURIComponent(text.replaceAll("+", " "));
}

/** RFC 3986: everything but letters, digits and `-._~`. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
