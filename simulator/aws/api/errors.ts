/** AWS's refusals. The same refusal has another code in each of AWS's three ways to speak. */

import { MalformedPolicy } from "../iam/policy.ts";

/** S3's XML, the Query protocol (STS), JSON (Secrets Manager). */
export type Protocol = "s3" | "query" | "json";

interface Wording {
  readonly code: string;
  readonly status: number;
  readonly message: string;
}

/** What an API says no with. */
export class AwsError extends Error implements Wording {
  override readonly name = "AwsError";
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, message: string) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export type AuthenticationProblem =
  | "unsigned"
  | "malformed"
  | "unknown-key"
  | "invalid-token"
  | "expired-token"
  | "wrong-signature"
  | "skewed-clock"
  | "expired-url";

/** Who asks could not be established. */
export class AuthenticationError extends Error {
  override readonly name = "AuthenticationError";
  readonly problem: AuthenticationProblem;

  constructor(problem: AuthenticationProblem, detail = "") {
    super(detail || problem);
    this.problem = problem;
  }
}

const signature = "The request signature we calculated does not match the signature you provided.";
const invalid = "The security token included in the request is invalid.";
const expired = "The security token included in the request is expired";

const wording = (code: string, status: number, message: string): Wording => ({ code, status, message });

/**
 * S3: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html · the others:
 * https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html and
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/CommonErrors.html
 */
const wordings: Readonly<Record<Protocol, Readonly<Record<AuthenticationProblem, Wording>>>> = {
  s3: {
    unsigned: wording("AccessDenied", 403, "Access Denied"),
    malformed: wording("AuthorizationHeaderMalformed", 400, "The authorization header is malformed"),
    "unknown-key": wording(
      "InvalidAccessKeyId",
      403,
      "The AWS Access Key Id you provided does not exist in our records.",
    ),
    "invalid-token": wording("InvalidToken", 400, "The provided token is malformed or otherwise invalid."),
    "expired-token": wording("ExpiredToken", 400, "The provided token has expired."),
    "wrong-signature": wording("SignatureDoesNotMatch", 403, `${signature} Check your key and signing method.`),
    "skewed-clock": wording(
      "RequestTimeTooSkewed",
      403,
      "The difference between the request time and the current time is too large.",
    ),
    "expired-url": wording("AccessDenied", 403, "Request has expired"),
  },
  query: {
    unsigned: wording("MissingAuthenticationToken", 403, "Request is missing Authentication Token"),
    malformed: wording("IncompleteSignature", 400, "The request signature does not conform to AWS standards."),
    "unknown-key": wording("InvalidClientTokenId", 403, invalid),
    "invalid-token": wording("InvalidClientTokenId", 403, invalid),
    "expired-token": wording("ExpiredToken", 403, expired),
    "wrong-signature": wording("SignatureDoesNotMatch", 403, signature),
    "skewed-clock": wording("SignatureDoesNotMatch", 403, "Signature expired"),
    "expired-url": wording("SignatureDoesNotMatch", 403, "Signature expired"),
  },
  json: {
    unsigned: wording("MissingAuthenticationTokenException", 400, "Missing Authentication Token"),
    malformed: wording("IncompleteSignatureException", 400, "The request signature does not conform to AWS standards."),
    "unknown-key": wording("UnrecognizedClientException", 400, invalid),
    "invalid-token": wording("UnrecognizedClientException", 400, invalid),
    "expired-token": wording("ExpiredTokenException", 400, expired),
    "wrong-signature": wording("InvalidSignatureException", 400, signature),
    "skewed-clock": wording("InvalidSignatureException", 400, "Signature expired"),
    "expired-url": wording("InvalidSignatureException", 400, "Signature expired"),
  },
};

/** An error in the words of one protocol; what is no refusal is a fault of the simulator and says so. */
export function toAwsError(error: unknown, protocol: Protocol): AwsError {
  if (error instanceof AwsError) return error;
  if (error instanceof AuthenticationError) {
    const { code, status, message } = wordings[protocol][error.problem];
    return new AwsError(code, status, error.message === error.problem ? message : `${message}: ${error.message}`);
  }
  if (error instanceof MalformedPolicy) return accessDenied(protocol, error.message);
  if (error instanceof URIError) return new AwsError("InvalidURI", 400, "Couldn't parse the specified URI.");
  const text = error instanceof Error ? error.message : String(error);
  return new AwsError(
    protocol === "json" ? "InternalServiceError" : "InternalError",
    500,
    `the simulator failed: ${text}`,
  );
}

/** IAM's refusal in the words of one protocol. */
export function accessDenied(protocol: Protocol, reason: string): AwsError {
  return protocol === "json"
    ? new AwsError("AccessDeniedException", 400, reason)
    : new AwsError("AccessDenied", 403, reason);
}
