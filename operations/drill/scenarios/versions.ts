/** Versions of objects, asked for one by one: rclone reads them and deletes none. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as z from "zod";
import { readVersions } from "../../../simulator/aws/api/s3/replication/versions.ts";
import type { Place } from "./objects.ts";

type Variables = Readonly<Record<string, string>>;

const credentials = z.object({ AccessKeyId: z.string(), SecretAccessKey: z.string(), Token: z.string() });

/** A version by its bucket's key. */
export interface Version {
  readonly key: string;
  readonly version: string;
}

/** The first version under a place. @throws Error where there is none, or nobody may look */
export async function someVersion(variables: Variables, { region, bucket, path }: Place): Promise<Version> {
  const query = `prefix=${encodeURIComponent(`${path}/`)}&versions=`;
  const [found] = readVersions(await request(variables, region, "GET", `${bucket}?${query}`)).filter(
    ({ marker }) => !marker,
  );
  if (!found) throw new Error(`${bucket}/${path} has no version of anything`);
  return found;
}

/** Deletes one version for ever. @throws Error with the cloud's words */
export async function eraseVersion(variables: Variables, place: Place, { key, version }: Version): Promise<void> {
  const path = key.split("/").map(encodeURIComponent).join("/");
  await request(variables, place.region, "DELETE", `${place.bucket}/${path}?versionId=${version}`);
}

async function request(variables: Variables, region: string, method: string, path: string): Promise<string> {
  const own = await credentialsIn(variables);
  const words = [
    ...["--silent", "--show-error", "--fail-with-body", "--request", method],
    ...["--aws-sigv4", `aws:amz:${region}:s3`, "--user", `${own.AccessKeyId}:${own.SecretAccessKey}`],
    ...["--header", `x-amz-security-token: ${own.Token}`, "--header", "x-amz-content-sha256: UNSIGNED-PAYLOAD"],
    `https://s3.${region}.amazonaws.com/${path}`,
  ];
  const env = { PATH: process.env.PATH ?? "", ...variables };
  return (await promisify(execFile)("curl", words, { env })).stdout;
}

/** An operator's are variables; a pod asks its node for them. */
async function credentialsIn(variables: Variables): Promise<z.output<typeof credentials>> {
  const {
    AWS_ACCESS_KEY_ID: AccessKeyId,
    AWS_SECRET_ACCESS_KEY: SecretAccessKey,
    AWS_SESSION_TOKEN: Token,
  } = variables;
  if (AccessKeyId !== undefined) return credentials.parse({ AccessKeyId, SecretAccessKey, Token });
  const { AWS_CONTAINER_CREDENTIALS_FULL_URI: url = "", AWS_CONTAINER_AUTHORIZATION_TOKEN: token = "" } = variables;
  const answer = await fetch(url, { headers: { authorization: token } });
  if (!answer.ok) throw new Error(await answer.text());
  return credentials.parse(await answer.json());
}
