import { Bucket as S3Bucket } from "@pulumi/aws/s3/bucket.js";
import { BucketLifecycleConfiguration } from "@pulumi/aws/s3/bucketLifecycleConfiguration.js";
import { BucketObjectLockConfiguration } from "@pulumi/aws/s3/bucketObjectLockConfiguration.js";
import { BucketOwnershipControls } from "@pulumi/aws/s3/bucketOwnershipControls.js";
import { BucketPolicy } from "@pulumi/aws/s3/bucketPolicy.js";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock.js";
import { BucketServerSideEncryptionConfiguration } from "@pulumi/aws/s3/bucketServerSideEncryptionConfiguration.js";
import { BucketVersioning } from "@pulumi/aws/s3/bucketVersioning.js";
import { all, type CustomResourceOptions, interpolate, output } from "@pulumi/pulumi";
import type { Context } from "../contracts/context.ts";
import type { Bucket, BucketKind, ObjectStoreArgs } from "../contracts/objects.ts";
import { physicalName } from "../names.ts";
import { bucketPolicy } from "./bucket-policy.ts";
import { lifecycleRules } from "./lifecycle.ts";

export interface BucketArgs extends ObjectStoreArgs {
  readonly kind: BucketKind;
}

/** History is worth more than live data to whoever wants to extort, so it has a key of its own. */
const historyKinds: readonly BucketKind[] = ["backups", "archives"];

/** A private, versioned, encrypted bucket; one for archives is locked as well. */
export function bucket(name: string, context: Context, args: BucketArgs, options: CustomResourceOptions): Bucket {
  const { kind, secrets } = args;
  const key = historyKinds.includes(kind) ? secrets.backupKey : secrets.dataKey;
  const main = new S3Bucket(
    name,
    {
      bucket: physicalName(63, context.prefix, kind, context.account),
      objectLockEnabled: kind === "archives",
      tags: { kind },
    },
    options,
  );
  const inBucket = { ...options, parent: main };
  const versioning = new BucketVersioning(
    name,
    { bucket: main.bucket, versioningConfiguration: { status: "Enabled" } },
    inBucket,
  );
  new BucketServerSideEncryptionConfiguration(
    name,
    {
      bucket: main.bucket,
      rules: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key },
          bucketKeyEnabled: true,
        },
      ],
    },
    inBucket,
  );
  const privacy = new BucketPublicAccessBlock(
    name,
    {
      bucket: main.bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    inBucket,
  );
  new BucketOwnershipControls(
    name,
    { bucket: main.bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
    inBucket,
  );
  new BucketPolicy(
    name,
    {
      bucket: main.bucket,
      policy: all([main.arn, key]).apply(([arn, keyArn]) => bucketPolicy(arn, keyArn, historyKinds.includes(kind))),
    },
    // S3 refuses to change policy and public access of one bucket at the same time.
    { ...inBucket, dependsOn: [privacy] },
  );
  new BucketLifecycleConfiguration(
    name,
    { bucket: main.bucket, rules: lifecycleRules(kind, args.oldVersionDays) },
    { ...inBucket, dependsOn: [versioning] },
  );
  if (kind === "archives") {
    new BucketObjectLockConfiguration(
      name,
      { bucket: main.bucket, rule: { defaultRetention: { mode: "COMPLIANCE", days: args.archiveLockDays } } },
      { ...inBucket, dependsOn: [versioning] },
    );
  }
  const host = `s3.${context.region}.amazonaws.com`;
  return {
    kind,
    name: main.bucket,
    // Known when it keeps versions: S3 replicates to no bucket before.
    id: all([main.arn, versioning.id]).apply(([arn]) => arn),
    account: output(context.account),
    key,
    repository: interpolate`s3:https://${host}/${main.bucket}`,
    remote: interpolate`:s3,provider=AWS,env_auth,region=${context.region},no_check_bucket:${main.bucket}`,
  };
}
