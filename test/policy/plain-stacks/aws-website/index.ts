/** A website behind CloudFront with a form behind a function: legitimately without most of what a platform needs. */
import * as aws from "@pulumi/aws";
import { interpolate } from "@pulumi/pulumi";

const account = "210987654321";
const tls = (arn: string) => ({
  Sid: "TlsOnly",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: [arn, `${arn}/*`],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});

export default () => {
  const provider = new aws.Provider("main", {
    region: "eu-central-1",
    allowedAccountIds: [account],
    defaultTags: { tags: { environment: "production", "business-unit": "marketing" } },
  });
  const options = { provider };
  const pages = closed("pages", options);
  const records = closed("records", { ...options, protect: true });
  new aws.s3.BucketLogging(
    "pages",
    { bucket: pages.bucket, targetBucket: records.bucket, targetPrefix: "pages/" },
    options,
  );
  new aws.s3.BucketLifecycleConfiguration(
    "records",
    { bucket: records.bucket, rules: [{ id: "a-year", status: "Enabled", expiration: { days: 400 } }] },
    options,
  );
  const site = distribution(pages, options);
  new aws.s3.BucketPolicy(
    "pages",
    {
      bucket: pages.bucket,
      policy: site.arn.apply((arn) =>
        JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "CloudFrontReads",
              Effect: "Allow",
              Principal: { Service: "cloudfront.amazonaws.com" },
              Action: "s3:GetObject",
              Resource: "arn:aws:s3:::marketing-pages/*",
              Condition: { StringEquals: { "aws:SourceArn": arn } },
            },
            tls("arn:aws:s3:::marketing-pages"),
          ],
        }),
      ),
    },
    options,
  );
  new aws.s3.BucketPolicy(
    "records",
    {
      bucket: records.bucket,
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "S3WritesRecords",
            Effect: "Allow",
            Principal: { Service: "logging.s3.amazonaws.com" },
            Action: "s3:PutObject",
            Resource: "arn:aws:s3:::marketing-records/*",
            Condition: { StringEquals: { "aws:SourceAccount": account } },
          },
          tls("arn:aws:s3:::marketing-records"),
        ],
      }),
    },
    options,
  );
  form(options);
};

interface Options {
  readonly provider: aws.Provider;
  readonly protect?: boolean;
}

/** Closed to the public; under S3's own key, which CloudFront and the writer of records need no right for. */
function closed(name: string, options: Options): aws.s3.Bucket {
  const bucket = new aws.s3.Bucket(name, { bucket: `marketing-${name}` }, options);
  new aws.s3.BucketPublicAccessBlock(
    name,
    {
      bucket: bucket.bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    options,
  );
  return bucket;
}

function distribution(pages: aws.s3.Bucket, options: Options): aws.cloudfront.Distribution {
  const access = new aws.cloudfront.OriginAccessControl(
    "pages",
    { originAccessControlOriginType: "s3", signingBehavior: "always", signingProtocol: "sigv4" },
    options,
  );
  return new aws.cloudfront.Distribution(
    "site",
    {
      enabled: true,
      defaultRootObject: "index.html",
      origins: [
        {
          originId: "pages",
          domainName: interpolate`${pages.bucket}.s3.eu-central-1.amazonaws.com`,
          originAccessControlId: access.id,
        },
      ],
      defaultCacheBehavior: {
        targetOriginId: "pages",
        viewerProtocolPolicy: "redirect-to-https",
        allowedMethods: ["GET", "HEAD"],
        cachedMethods: ["GET", "HEAD"],
      },
      restrictions: { geoRestriction: { restrictionType: "none" } },
      viewerCertificate: { cloudfrontDefaultCertificate: true },
    },
    options,
  );
}

/** Takes a request for a quote and puts it on a queue. */
function form(options: Options): void {
  const queue = new aws.sqs.Queue("quotes", { sqsManagedSseEnabled: true }, options);
  const role = new aws.iam.Role(
    "form",
    {
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
      }),
    },
    options,
  );
  new aws.iam.RolePolicy(
    "form",
    {
      role: role.name,
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Action: ["sqs:SendMessage"], Resource: `arn:aws:sqs:eu-central-1:${account}:quotes` },
        ],
      }),
    },
    options,
  );
  new aws.lambda.Function(
    "form",
    {
      name: "form",
      runtime: "nodejs24.x",
      handler: "index.handler",
      role: role.arn,
      s3Bucket: "marketing-artifacts",
      s3Key: "form.zip",
      environment: { variables: { QUEUE: queue.url } },
    },
    options,
  );
}
