/**
 * Stands in for the `aws` command with what kubeconfigs, Pulumi's programs and `longshore` ask of it: a token for a
 * cluster, who the caller is, and the calls of `aws-calls.ts`. It works on the environment's credentials alone.
 */
import { parseArgs } from "node:util";
import {
  algorithm,
  credentialScope,
  emptyPayloadHash,
  type Scope,
  signatureOf,
  signingTime,
} from "../aws/api/signature.ts";
import { type Caller, callService, calls } from "./aws-calls.ts";

/** Seconds that the presigned address in a token is good for, as in the real command. */
const presignedSeconds = 60;
/** Minutes after which a client shall ask for a new token; EKS takes one for fifteen. */
const tokenMinutes = 14;

async function main(args: readonly string[]): Promise<string> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    strict: false,
    options: {
      region: { type: "string" },
      "cluster-name": { type: "string" },
      output: { type: "string" },
      name: { type: "string" },
      "tag-filters": { type: "string" },
      "service-code": { type: "string" },
      "db-instance-identifier": { type: "string" },
      "quota-code": { type: "string" },
      namespace: { type: "string" },
      dimensions: { type: "string" },
      "metric-name": { type: "string" },
      "start-time": { type: "string" },
      "end-time": { type: "string" },
      period: { type: "string" },
      statistics: { type: "string" },
    },
  });
  const caller = callerOf(typeof values.region === "string" ? values.region : undefined);
  const command = positionals.join(" ");
  if (command === "eks get-token") return JSON.stringify(credential(tokenFor(String(values["cluster-name"]), caller)));
  if (command === "sts get-caller-identity") return JSON.stringify(await identity(caller), undefined, 4);
  const call = calls[command];
  if (call) return JSON.stringify(await callService(caller, call(values)), undefined, 4);
  const known = ["eks get-token", "sts get-caller-identity", ...Object.keys(calls)];
  throw new Error(`the simulator's aws knows only ${known.join(", ")}; not "${positionals.slice(0, 2).join(" ")}"`);
}

function callerOf(region: string | undefined): Caller {
  const { AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY || !AWS_SESSION_TOKEN)
    throw new Error("no AWS credentials in the environment: open one with `npx longshore simulator shell`");
  return {
    region: region ?? AWS_REGION ?? "us-east-1",
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    sessionToken: AWS_SESSION_TOKEN,
  };
}

/** A presigned question to STS in disguise: https://github.com/kubernetes-sigs/aws-iam-authenticator (2026-11). */
function tokenFor(cluster: string, caller: Caller): string {
  const url = presigned(caller, { "x-k8s-aws-id": cluster });
  return `k8s-aws-v1.${Buffer.from(url.href).toString("base64url")}`;
}

/** What a client of Kubernetes expects of a login helper. */
function credential(token: string) {
  const expirationTimestamp = new Date(Date.now() + tokenMinutes * 60_000).toISOString().replace(/\.\d+Z/, "Z");
  return {
    kind: "ExecCredential",
    apiVersion: "client.authentication.k8s.io/v1beta1",
    spec: {},
    status: { expirationTimestamp, token },
  };
}

async function identity(caller: Caller) {
  const response = await fetch(presigned(caller, {}));
  const answer = await response.text();
  if (!response.ok) throw new Error(`An error occurred when calling the GetCallerIdentity operation: ${answer}`);
  const field = (name: string) => new RegExp(`<${name}>(.*)</${name}>`).exec(answer)?.[1];
  return { UserId: field("UserId"), Account: field("Account"), Arn: field("Arn") };
}

/** @param extra  headers that the request will carry, by lower-case name */
function presigned(caller: Caller, extra: Readonly<Record<string, string>>): URL {
  const url = new URL(`https://sts.${caller.region}.amazonaws.com/`);
  const headers = { host: url.host, ...extra };
  const scope: Scope = {
    time: signingTime(new Date()),
    region: caller.region,
    service: "sts",
    signedHeaders: Object.keys(headers).sort(),
    payloadHash: emptyPayloadHash,
  };
  const query = {
    Action: "GetCallerIdentity",
    Version: "2011-06-15",
    "X-Amz-Algorithm": algorithm,
    "X-Amz-Credential": `${caller.accessKeyId}/${credentialScope(scope)}`,
    "X-Amz-Date": scope.time,
    "X-Amz-Expires": String(presignedSeconds),
    "X-Amz-SignedHeaders": scope.signedHeaders.join(";"),
    "X-Amz-Security-Token": caller.sessionToken,
  };
  url.search = new URLSearchParams(query).toString();
  const request = { method: "GET", target: `${url.pathname}${url.search}`, headers };
  url.searchParams.set("X-Amz-Signature", signatureOf(request, scope, caller.secretAccessKey));
  return url;
}

try {
  process.stdout.write(`${await main(process.argv.slice(2))}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 255;
}
