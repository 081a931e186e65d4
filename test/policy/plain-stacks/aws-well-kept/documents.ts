import * as aws from "@pulumi/aws";
import type { CustomResourceOptions } from "@pulumi/pulumi";

/** Invoices and labels. New buckets have their owner decide, so that is not asked for. */
export function documents(data: aws.kms.Key, options: CustomResourceOptions): void {
  const main = new aws.s3.Bucket("documents", { bucket: "shop-documents-210987654321" }, { ...options, protect: true });
  const { bucket } = main;
  new aws.s3.BucketPublicAccessBlock(
    "documents",
    { bucket, blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
    options,
  );
  new aws.s3.BucketVersioning("documents", { bucket, versioningConfiguration: { status: "Enabled" } }, options);
  new aws.s3.BucketServerSideEncryptionConfiguration(
    "documents",
    {
      bucket,
      rules: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: data.arn },
          bucketKeyEnabled: true,
        },
      ],
    },
    options,
  );
  new aws.s3.BucketLifecycleConfiguration(
    "documents",
    {
      bucket,
      rules: [
        {
          id: "tidy",
          status: "Enabled",
          noncurrentVersionExpiration: { noncurrentDays: 90 },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        },
      ],
    },
    options,
  );
  new aws.s3.BucketPolicy(
    "documents",
    {
      bucket,
      policy: main.arn.apply((arn) =>
        JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "TlsOnly",
              Effect: "Deny",
              Principal: "*",
              Action: "s3:*",
              Resource: [arn, `${arn}/*`],
              Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
          ],
        }),
      ),
    },
    options,
  );
}
