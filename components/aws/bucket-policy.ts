import { policyDocument, type Statement } from "./policy-document.ts";

/**
 * What a bucket refuses to everybody, administrators included. It allows nothing: identities do that.
 * @param bucket   its ARN
 * @param key      ARN of the only key that its objects may be encrypted with
 * @param history  whether old versions may leave by the lifecycle only
 */
export function bucketPolicy(bucket: string, key: string, history: boolean): string {
  const everybody = { Effect: "Deny", Principal: "*" } as const;
  const objects = `${bucket}/*`;
  const statements: Statement[] = [
    {
      Sid: "TlsOnly",
      ...everybody,
      Action: "s3:*",
      Resource: [bucket, objects],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
    {
      Sid: "Tls12OrNewer",
      ...everybody,
      Action: "s3:*",
      Resource: [bucket, objects],
      Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } },
    },
    {
      Sid: "NoOtherEncryption",
      ...everybody,
      Action: "s3:PutObject",
      Resource: objects,
      Condition: isOtherThan("s3:x-amz-server-side-encryption", "aws:kms"),
    },
    {
      Sid: "NoOtherKey",
      ...everybody,
      Action: "s3:PutObject",
      Resource: objects,
      Condition: isOtherThan("s3:x-amz-server-side-encryption-aws-kms-key-id", key),
    },
  ];
  const noErasure: Statement = {
    Sid: "OldVersionsLeaveByLifecycleOnly",
    ...everybody,
    Action: "s3:DeleteObjectVersion",
    Resource: objects,
  };
  return policyDocument(history ? [...statements, noErasure] : statements);
}

/**
 * A request that says something else. One that says nothing gets the bucket's own encryption; without `Null` it would match
 * too (IAM user guide, "Condition operators": negated operators match a key that is missing, November 2026).
 */
const isOtherThan = (conditionKey: string, value: string): Statement["Condition"] => ({
  Null: { [conditionKey]: "false" },
  StringNotEquals: { [conditionKey]: value },
});
