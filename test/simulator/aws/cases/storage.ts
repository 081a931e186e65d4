import { type Case, fill, put } from "../case.ts";

const bucket = "s3/bucket:Bucket";
const lifecycle = "s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const policy = "s3/bucketPolicy:BucketPolicy";
const logs = "cloudwatch/logGroup:LogGroup";
const rule = { id: "one", status: "Enabled" };
const policyFor = (principal: unknown): string =>
  JSON.stringify({ Statement: [{ Effect: "Allow", Principal: principal, Action: "s3:GetObject", Resource: "*" }] });
const name = "longshore-production-backups-123456789012";
const long = "l".repeat(513);

export const storage: readonly Case[] = [
  { type: bucket, set: { bucket: "Backups" }, says: "invalid bucket name (Backups)" },
  {
    type: bucket,
    name: "objects-backups",
    given: (world) => put(world, "aws:s3/bucket:Bucket", name, { bucket: name }),
    says: "BucketAlreadyOwnedByYou: Your previous request to create the named bucket succeeded and you already own it.",
  },
  {
    type: bucket,
    name: "objects-backups",
    given: (world) =>
      world.put({
        type: "aws:s3/bucket:Bucket",
        id: name,
        account: "999999999999",
        region: "us-east-1",
        inputs: { bucket: name },
        outputs: {},
      }),
    says: "BucketAlreadyExists: The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.",
  },
  {
    type: bucket,
    at: "delete",
    says: "BucketNotEmpty: The bucket you tried to delete is not empty. You must delete all versions in the bucket.",
  },
  {
    type: "s3/bucketVersioning:BucketVersioning",
    name: "objects-archives",
    at: "update",
    set: { versioningConfiguration: { status: "Suspended" } },
    says: "InvalidBucketState: An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.",
  },
  {
    type: policy,
    set: { policy: "no policy" },
    says: "MalformedPolicy: Policies must be valid JSON and the first byte must be '{'",
  },
  {
    type: policy,
    set: { policy: policyFor({ AWS: "arn:aws:iam::123456789012:role/tenant-*" }) },
    says: "MalformedPolicy: Invalid principal in policy",
  },
  {
    type: policy,
    name: "objects-backups",
    set: { policy: policyFor("*") },
    says: `AccessDenied: User: arn:aws:iam::123456789012:root is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::${name}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
  },
  {
    type: lifecycle,
    set: { rules: [{ ...rule, transitions: [{ days: 7, storageClass: "STANDARD_IA" }] }] },
    says: "InvalidArgument: 'Days' in Transition action must be greater than or equal to 30 for storageClass 'STANDARD_IA'",
  },
  {
    type: lifecycle,
    set: { rules: [{ ...rule, expiration: { days: 90 }, transitions: [{ days: 90, storageClass: "GLACIER" }] }] },
    says: "InvalidArgument: 'Days' in the Expiration action for filter '(prefix=)' must be greater than 'Days' in the Transition action",
  },
  {
    type: lifecycle,
    set: { rules: [rule, rule] },
    says: "InvalidArgument: Rule ID must be unique. Found same ID for more than one rule",
  },
  {
    type: "s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
    given: (world) => {
      for (const one of world.all("aws:s3/bucketVersioning:BucketVersioning")) world.remove(one);
      for (const one of world.all("aws:s3/bucket:Bucket"))
        world.put({ ...one, outputs: { ...one.outputs, objectLockEnabled: false } });
    },
    says: "InvalidBucketState: Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
  },
  {
    type: logs,
    set: { retentionInDays: 10 },
    says: "expected retention_in_days to be one of [0 1 3 5 7 14 30 60 90 120 150 180 365 400 545 731 1096 1827 2192 2557 2922 3288 3653], got 10",
  },
  {
    type: logs,
    set: { name: "a log" },
    says: '"name" isn\'t a valid log group name (alphanumeric characters, underscores, hyphens, slashes, hash signs and dots are allowed): "a log"',
  },
  { type: logs, set: { name: long }, says: `"name" cannot be longer than 512 characters: "${long}"` },
  {
    type: logs,
    set: { name: "/other", kmsKeyId: "arn:aws:kms:eu-central-1:123456789012:key/secrets-backup" },
    says: "AccessDeniedException: The specified KMS key does not exist or is not allowed to be used with Arn 'arn:aws:logs:eu-central-1:123456789012:log-group:/other'",
  },
  {
    type: "route53/zone:Zone",
    set: { name: "not a domain" },
    says: "InvalidDomainName: The domain name is not valid: not a domain",
  },
  {
    type: "route53/zone:Zone",
    at: "delete",
    given: (world) => {
      for (const zone of world.all("aws:route53/zone:Zone")) {
        world.put({ ...zone, inputs: { ...zone.inputs, forceDestroy: false } });
        put(world, "aws:route53/record:Record", "record", { zoneId: zone.id, name: "a", type: "A" });
      }
    },
    says: "HostedZoneNotEmpty: The specified hosted zone contains non-required resource record sets and so cannot be deleted.",
  },
  {
    type: "route53/record:Record",
    set: { zoneId: "none", name: "a.example.com", type: "A" },
    says: "NoSuchHostedZone: No hosted zone found with ID: none",
  },
  {
    type: "route53/record:Record",
    given: (world) => put(world, "aws:route53/zone:Zone", "zone", { name: "example.com" }),
    set: { zoneId: "zone", name: "a.example.org", type: "A" },
    says: "InvalidChangeBatch: [RRSet with DNS name a.example.org. is not permitted in zone example.com.]",
  },
  {
    type: "route53/record:Record",
    given: (world) => {
      put(world, "aws:route53/zone:Zone", "zone", { name: "example.com" });
      put(world, "aws:route53/record:Record", "other", { zoneId: "zone", name: "a.example.com", type: "A" });
    },
    set: { zoneId: "zone", name: "a.example.com", type: "A" },
    says: "InvalidChangeBatch: [Tried to create resource record set [name='a.example.com', type='A'] but it already exists]",
  },
  {
    type: "budgets/budget:Budget",
    set: { notifications: Array.from({ length: 11 }, () => ({})) },
    says: "CreationLimitExceededException: Number of notifications exceeds limit of 10",
  },
  {
    type: "budgets/budget:Budget",
    given: fill("aws:budgets/budget:Budget", 1, { name: "longshore-production" }),
    says: "DuplicateRecordException: Error creating budget: longshore-production - the budget already exists.",
  },
];
