/** A small platform as Pulumi would have left it in the World: a tenant's backup role, a bucket, a key and a secret. */
import type { World } from "../../../simulator/world.ts";

export const account = "123456789012";
export const region = "eu-central-1";
export const cluster = "longshore";
export const bucket = "longshore-backups";
export const keyArn = `arn:aws:kms:${region}:${account}:key/0a1b`;
export const secretArn = `arn:aws:secretsmanager:${region}:${account}:secret:longshore/tenants/harbor/database-AbCdEf`;
export const roleArn = (name: string) => `arn:aws:iam::${account}:role/${name}`;

/** Writes resources in the way of the provider: what the cloud computed beside what was asked for. */
export function write(world: World, type: string, id: string, properties: Readonly<Record<string, unknown>>): void {
  world.put({ type, id, account, region, inputs: properties, outputs: properties });
}

export const document = (...statements: readonly object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

const allow = (Action: readonly string[], Resource: string, Condition = {}) => ({
  Effect: "Allow",
  Action,
  Resource,
  Condition,
});

/** A role with one inline policy. */
export function writeRole(world: World, name: string, trust: string, ...statements: readonly object[]): void {
  write(world, "aws:iam/role:Role", name, { name, arn: roleArn(name), assumeRolePolicy: trust });
  if (statements.length === 0) return;
  const policy = document(...statements);
  write(world, "aws:iam/rolePolicy:RolePolicy", `${name}:own`, { role: name, name: "own", policy });
}

/** What an account knows of a cluster's tokens: their issuer, and its provider there. */
export interface Issuer {
  readonly url: string;
  /** ARN. */
  readonly provider: string;
}

export const issuerIn = (owner: string): Issuer => {
  const name = "oidc.eks.eu-central-1.amazonaws.com/id/ABC";
  return { url: `https://${name}`, provider: `arn:aws:iam::${owner}:oidc-provider/${name}` };
};

/** Type, id and properties of an issuer's provider, as Pulumi leaves them. */
export const providerOf = ({ url, provider }: Issuer) =>
  [
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
    provider,
    { url, arn: provider, clientIdLists: ["sts.amazonaws.com"] },
  ] as const;

/** Who may assume: pods of one service account, by a token of its cluster. */
export const tokenTrust = ({ url, provider }: Issuer, subject: string) => {
  const name = url.replace("https://", "");
  return document({
    Effect: "Allow",
    Principal: { Federated: provider },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: { StringEquals: { [`${name}:aud`]: "sts.amazonaws.com", [`${name}:sub`]: subject } },
  });
};

/** A token that claims what it is told to: whether it is a cluster's, the test's clusters say. */
export const tokenOf = ({ url }: Issuer, sub: string, claims: Readonly<Record<string, unknown>> = {}): string => {
  const exp = Math.floor(Date.now() / 1000) + 3600;
  const payload = { iss: url, sub, aud: ["sts.amazonaws.com"], exp, ...claims };
  return `e30.${Buffer.from(JSON.stringify(payload)).toString("base64url")}.signature`;
};

/** Who may assume: EKS for the pods of one namespace. */
export const podTrust = (namespace: string) =>
  document({
    Effect: "Allow",
    Principal: { Service: "pods.eks.amazonaws.com" },
    Action: ["sts:AssumeRole", "sts:TagSession"],
    Condition: { StringEquals: { "aws:RequestTag/kubernetes-namespace": namespace } },
  });

export const roleTrust = (name: string, actions: readonly string[]) =>
  document({ Effect: "Allow", Principal: { AWS: roleArn(name) }, Action: actions });

export function writePlatform(world: World): void {
  writeIdentities(world);
  writeBucket(world, bucket);
  const accountDecides = {
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: "kms:*",
    Resource: "*",
  };
  write(world, "aws:kms/key:Key", "0a1b", { keyId: "0a1b", arn: keyArn, policy: document(accountDecides) });
  const name = "longshore/tenants/harbor/database";
  write(world, "aws:secretsmanager/secret:Secret", secretArn, {
    name,
    arn: secretArn,
    kmsKeyId: keyArn,
    tags: { tenant: "harbor" },
  });
  const version = { secretId: secretArn, secretString: '{"password":"first"}', versionId: "v1" };
  write(world, "aws:secretsmanager/secretVersion:SecretVersion", `${secretArn}|v1`, version);
}

function writeIdentities(world: World): void {
  const objects = `arn:aws:s3:::${bucket}/tenants/harbor/*`;
  const useKey = allow(["kms:Decrypt", "kms:GenerateDataKey"], keyArn);
  writeRole(
    world,
    "backup",
    podTrust("harbor"),
    allow(["s3:ListBucket"], `arn:aws:s3:::${bucket}`, { StringLike: { "s3:prefix": "tenants/harbor/*" } }),
    allow(["s3:GetBucketLocation"], `arn:aws:s3:::${bucket}`),
    allow(["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"], objects),
    useKey,
  );
  writeRole(world, "keyless", podTrust("harbor"), allow(["s3:*"], "*"));
  const read = allow(["secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue"], secretArn);
  writeRole(world, "secrets", roleTrust("backup", ["sts:AssumeRole", "sts:TagSession"]), read, useKey);
  writeRole(world, "untagged", roleTrust("backup", ["sts:AssumeRole"]));
  write(world, "aws:eks/cluster:Cluster", cluster, {
    name: cluster,
    arn: `arn:aws:eks:${region}:${account}:cluster/${cluster}`,
  });
  const association = {
    clusterName: cluster,
    namespace: "harbor",
    serviceAccount: "backup",
    roleArn: roleArn("backup"),
  };
  write(world, "aws:eks/podIdentityAssociation:PodIdentityAssociation", "a-1", association);
}

/** A bucket as the object store component makes it: versions, its own key, TLS only. */
export function writeBucket(world: World, name: string, objectLockEnabled = false): void {
  write(world, "aws:s3/bucket:Bucket", name, { bucket: name, arn: `arn:aws:s3:::${name}`, objectLockEnabled });
  write(world, "aws:s3/bucketVersioning:BucketVersioning", name, {
    bucket: name,
    versioningConfiguration: { status: "Enabled" },
  });
  const encryption = { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn };
  write(world, "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration", name, {
    bucket: name,
    rules: [{ applyServerSideEncryptionByDefault: encryption, bucketKeyEnabled: true }],
  });
  const onlyTls = {
    Sid: "TlsOnly",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
  write(world, "aws:s3/bucketPolicy:BucketPolicy", name, { bucket: name, policy: document(onlyTls) });
}
