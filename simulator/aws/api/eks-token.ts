/**
 * The bearer token that `aws eks get-token` makes: a presigned `sts:GetCallerIdentity` in disguise. A cluster finds out who
 * sends it by asking STS. https://github.com/kubernetes-sigs/aws-iam-authenticator
 */

import type { Session } from "../iam/principal.ts";
import { authenticate } from "./authenticate.ts";
import type { CredentialIssuer } from "./credentials.ts";
import { AuthenticationError } from "./errors.ts";
import { readAwsHost } from "./hosts.ts";
import { emptyPayloadHash } from "./signature.ts";

const prefix = "k8s-aws-v1.";
const clusterHeader = "x-k8s-aws-id";

/**
 * @param cluster  name of the cluster that got the token; one made for another cluster is refused
 * @throws AuthenticationError
 */
export function principalOfEksToken(token: string, cluster: string, issuer: CredentialIssuer): Session {
  if (!token.startsWith(prefix)) throw new AuthenticationError("malformed", "not a token of aws eks get-token");
  const url = URL.parse(Buffer.from(token.slice(prefix.length), "base64url").toString());
  if (!url) throw new AuthenticationError("malformed", "not a presigned URL");
  const { searchParams } = url;
  const signed = (searchParams.get("X-Amz-SignedHeaders") ?? "").split(";");
  const asksWho = searchParams.get("Action") === "GetCallerIdentity" && readAwsHost(url.hostname)?.service === "sts";
  if (!asksWho || !signed.includes(clusterHeader)) throw new AuthenticationError("malformed", "not for a cluster");
  const headers = { host: url.host, [clusterHeader]: cluster };
  const request = { method: "GET", target: `${url.pathname}${url.search}`, headers };
  return authenticate(request, issuer, emptyPayloadHash).principal;
}
