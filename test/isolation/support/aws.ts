/** AWS as a tenant's pod meets it: credentials by pod identity, then signed requests. */
import * as z from "zod";
import { type Answer, clouds, tokenOf } from "./clouds.ts";
import { region as home } from "./world.ts";

const credentials = z.object({ AccessKeyId: z.string(), SecretAccessKey: z.string(), Token: z.string() });
type Credentials = z.output<typeof credentials>;

export interface Caller {
  /** @param path  bucket, key and query */
  s3(method: string, path: string, more?: { readonly headers?: Headers; readonly body?: string }): Promise<Answer>;
  /** @param operation  for example `GetSecretValue` */
  secrets(operation: string, input: object): Promise<Answer>;
  /** Takes on another role, as External Secrets does. @returns the answer, and who one is then */
  assume(role: string): Promise<Answer & { readonly caller: Caller }>;
}
type Headers = Readonly<Record<string, string>>;

/** Who a pod is, by the association and the trust that Pulumi emitted. */
export async function awsPod(namespace: string, serviceAccount: string): Promise<Caller> {
  const { internet } = await clouds();
  const token = tokenOf(namespace, serviceAccount);
  const answer = await fetch(internet.podIdentity.url, { headers: { authorization: token } });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return callerWith(credentials.parse(JSON.parse(text)));
}

/**
 * Who a pod of a cluster elsewhere is in another account, by the token that its cluster signed.
 * @throws Error with what STS says, where the role does not trust the service account
 */
export async function awsSender(role: string, token: string, at: string): Promise<Caller> {
  const form = new URLSearchParams({
    Action: "AssumeRoleWithWebIdentity",
    Version: "2011-06-15",
    RoleArn: role,
    RoleSessionName: "test",
    WebIdentityToken: token,
  });
  const { curl } = await clouds();
  const { status, text } = await curl(["--data-binary", `${form}`, `https://sts.${at}.amazonaws.com/`]);
  if (status !== 200) throw new Error(text);
  return callerWith(credentialsIn(text), at);
}

function credentialsIn(text: string): Credentials {
  const value = (name: string) => new RegExp(`<${name}>([^<]*)<`).exec(text)?.[1] ?? "";
  return { AccessKeyId: value("AccessKeyId"), SecretAccessKey: value("SecretAccessKey"), Token: value("SessionToken") };
}

function callerWith(own: Credentials, region = home): Caller {
  const send = async (service: string, url: string, headers: Headers, args: readonly string[]) => {
    const { curl } = await clouds();
    const all = { "x-amz-security-token": own.Token, ...headers };
    return curl([
      ...["--aws-sigv4", `aws:amz:${region}:${service}`, "--user", `${own.AccessKeyId}:${own.SecretAccessKey}`],
      ...Object.entries(all).flatMap(([name, value]) => ["--header", `${name}: ${value}`]),
      ...args,
      url,
    ]);
  };
  return {
    s3: (method, path, { headers = {}, body } = {}) =>
      send(
        "s3",
        `https://s3.${region}.amazonaws.com/${path}`,
        { "x-amz-content-sha256": "UNSIGNED-PAYLOAD", ...headers },
        ["--request", method, ...(body === undefined ? [] : ["--data-binary", body])],
      ),
    secrets: (operation, input) =>
      send(
        "secretsmanager",
        `https://secretsmanager.${region}.amazonaws.com/`,
        { "content-type": "application/x-amz-json-1.1", "x-amz-target": `secretsmanager.${operation}` },
        ["--data-binary", JSON.stringify(input)],
      ),
    assume: async (role) => {
      const form = new URLSearchParams({
        Action: "AssumeRole",
        Version: "2011-06-15",
        RoleArn: role,
        RoleSessionName: "test",
      });
      const answer = await send("sts", `https://sts.${region}.amazonaws.com/`, {}, ["--data-binary", `${form}`]);
      return { ...answer, caller: callerWith(credentialsIn(answer.text)) };
    },
  };
}
