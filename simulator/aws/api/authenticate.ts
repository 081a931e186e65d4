/** Establishes who made a request: finds its signature, checks it, and says whose session signed it. */
import { timingSafeEqual } from "node:crypto";
import type { Session } from "../iam/principal.ts";
import type { CredentialIssuer } from "./credentials.ts";
import { AuthenticationError } from "./errors.ts";
import { algorithm, type Scope, type SignedRequest, signatureOf, splitTarget, unsignedPayload } from "./signature.ts";

/** Milliseconds between a signature and now that AWS accepts in either direction. */
const clockSkewMs = 15 * 60_000;
/** Longest life of a presigned URL, in seconds. */
const presignedSeconds = 7 * 86_400;

export interface Authenticated {
  readonly principal: Session;
  /** Region and service that the request was signed for. */
  readonly region: string;
  readonly service: string;
  /** What the body has to match, as far as the signature says so. */
  readonly payloadHash: string;
}

interface Claim {
  readonly accessKeyId: string;
  readonly sessionToken: string;
  readonly signature: string;
  readonly scope: Scope;
  /** Seconds that a presigned URL is good for. */
  readonly seconds: number | undefined;
}

/**
 * @param bodyHash  SHA-256 of the body in hexadecimal, where the service reads bodies whole; S3 streams them and has the
 *                  hash in a header
 * @throws AuthenticationError
 */
export function authenticate(request: SignedRequest, issuer: CredentialIssuer, bodyHash?: string): Authenticated {
  const query = new URLSearchParams(splitTarget(request.target)[1]);
  const claim = query.has("X-Amz-Signature") ? claimInQuery(query, bodyHash) : claimInHeaders(request, bodyHash);
  checkTime(claim);
  if (!claim.accessKeyId.startsWith("ASIA") || !claim.sessionToken) throw new AuthenticationError("unknown-key");
  const { principal, secretAccessKey } = issuer.principalOf(claim.accessKeyId, claim.sessionToken);
  const expected = Buffer.from(signatureOf(request, claim.scope, secretAccessKey));
  const given = Buffer.from(claim.signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new AuthenticationError("wrong-signature");
  }
  const { region, service, payloadHash } = claim.scope;
  return { principal, region, service, payloadHash };
}

function claimInHeaders({ headers }: SignedRequest, bodyHash: string | undefined): Claim {
  const header = headers.authorization;
  if (!header) throw new AuthenticationError("unsigned");
  const [, credential, signedHeaders, signature] =
    /^AWS4-HMAC-SHA256 +Credential=([^, ]+), *SignedHeaders=([^, ]+), *Signature=([0-9a-f]{64})$/.exec(header) ?? [];
  if (!credential || !signedHeaders || !signature) throw new AuthenticationError("malformed");
  return {
    ...readCredential(credential, {
      time: headers["x-amz-date"] ?? "",
      signedHeaders: signedHeaders.split(";"),
      payloadHash: bodyHash ?? headers["x-amz-content-sha256"] ?? "",
    }),
    sessionToken: headers["x-amz-security-token"] ?? "",
    signature,
    seconds: undefined,
  };
}

function claimInQuery(query: URLSearchParams, bodyHash: string | undefined): Claim {
  if (query.get("X-Amz-Algorithm") !== algorithm) throw new AuthenticationError("malformed");
  const seconds = Number(query.get("X-Amz-Expires"));
  if (!(seconds > 0 && seconds <= presignedSeconds)) throw new AuthenticationError("malformed", "X-Amz-Expires");
  const claim = readCredential(query.get("X-Amz-Credential") ?? "", {
    time: query.get("X-Amz-Date") ?? "",
    signedHeaders: (query.get("X-Amz-SignedHeaders") ?? "").split(";"),
    payloadHash: bodyHash ?? unsignedPayload,
  });
  return {
    ...claim,
    sessionToken: query.get("X-Amz-Security-Token") ?? "",
    signature: query.get("X-Amz-Signature") ?? "",
    seconds,
  };
}

function readCredential(
  credential: string,
  rest: Pick<Scope, "time" | "signedHeaders" | "payloadHash">,
): { accessKeyId: string; scope: Scope } {
  const [accessKeyId, date, region, service, end] = credential.split("/");
  const fits = accessKeyId && region && service && end === "aws4_request" && date === rest.time.slice(0, 8);
  if (!fits || !rest.signedHeaders.includes("host")) throw new AuthenticationError("malformed");
  return { accessKeyId, scope: { ...rest, region, service } };
}

function checkTime({ scope, seconds }: Claim): void {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(scope.time) ?? [];
  const signed = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(signed)) throw new AuthenticationError("malformed", "the date");
  const age = Date.now() - signed;
  if (seconds === undefined ? Math.abs(age) > clockSkewMs : -age > clockSkewMs) {
    throw new AuthenticationError("skewed-clock");
  }
  // STS takes its URLs for fifteen minutes, whatever they say themselves: aws-iam-authenticator, pkg/token/token.go (2026-11).
  const life = scope.service === "sts" ? clockSkewMs : (seconds ?? 0) * 1000;
  if (seconds !== undefined && age > life) throw new AuthenticationError("expired-url");
}
