/** What the World knows about a bucket: Pulumi spreads it over several resources. */
import * as z from "zod";
import type { SimulatedResource, World } from "../../../world.ts";
import { findKey } from "../authorise.ts";

const bucketType = "aws:s3/bucket:Bucket";

/** Resources that say something about how a bucket behaves in the object store. */
export const bucketTypes = {
  bucket: bucketType,
  versioning: "aws:s3/bucketVersioning:BucketVersioning",
  objectLock: "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
} as const;

const encryptionType = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

export function findBucket(world: World, name: string): SimulatedResource | undefined {
  return world.all(bucketType).find(({ outputs }) => outputs.bucket === name);
}

export function bucketsOf(world: World, account: string): readonly SimulatedResource[] {
  return world.all(bucketType).filter((bucket) => bucket.account === account);
}

/** Where a bucket has objects encrypted with a key of its own. */
export interface BucketEncryption {
  readonly key: SimulatedResource;
  /** One data key for many objects; then the bucket's ARN is the encryption context. */
  readonly bucketKey: boolean;
}

const encryptionRules = z.object({
  rules: z.array(
    z.object({
      applyServerSideEncryptionByDefault: z.object({ kmsMasterKeyId: z.string().optional() }).optional(),
      bucketKeyEnabled: z.boolean().optional(),
    }),
  ),
});

/** @throws Error where the bucket names a key that is not there */
export function encryptionOf(world: World, name: string): BucketEncryption | undefined {
  const resource = world.all(encryptionType).find(({ outputs }) => outputs.bucket === name);
  const rule = resource && encryptionRules.parse(resource.outputs).rules[0];
  const keyName = rule?.applyServerSideEncryptionByDefault?.kmsMasterKeyId;
  if (!keyName) return undefined;
  const key = findKey(world, keyName);
  if (!key) throw new Error(`bucket ${name} encrypts with the key ${keyName}, which does not exist`);
  return { key, bucketKey: rule.bucketKeyEnabled ?? false };
}

const lockRule = z.object({
  rule: z
    .object({
      defaultRetention: z.object({
        mode: z.enum(["GOVERNANCE", "COMPLIANCE"]),
        days: z.number().optional(),
        years: z.number().optional(),
      }),
    })
    .optional(),
});

/** How long a bucket locks what says nothing of its own. */
export interface RetentionRule {
  readonly mode: "GOVERNANCE" | "COMPLIANCE";
  readonly days: number;
}

export function retentionOf(world: World, name: string): RetentionRule | undefined {
  const resource = world.all(bucketTypes.objectLock).find(({ outputs }) => outputs.bucket === name);
  const found = resource && lockRule.parse(resource.outputs).rule?.defaultRetention;
  return found && { mode: found.mode, days: found.days ?? 365 * (found.years ?? 0) };
}

/** The body of `PutObjectLockConfiguration` for a resource. */
export function objectLockXml({ outputs }: SimulatedResource): string {
  const retention = lockRule.parse(outputs).rule?.defaultRetention;
  const period = retention?.days ? `<Days>${retention.days}</Days>` : `<Years>${retention?.years}</Years>`;
  const rule = retention
    ? `<Rule><DefaultRetention><Mode>${retention.mode}</Mode>${period}</DefaultRetention></Rule>`
    : "";
  const state = "<ObjectLockEnabled>Enabled</ObjectLockEnabled>";
  return `<ObjectLockConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${state}${rule}</ObjectLockConfiguration>`;
}

const versioning = z.object({ versioningConfiguration: z.object({ status: z.string() }) });

/** The body of `PutBucketVersioning` for a resource, or nothing where versioning was never on. */
export function versioningXml({ outputs }: SimulatedResource): string | undefined {
  const { status } = versioning.parse(outputs).versioningConfiguration;
  if (status === "Disabled") return undefined;
  return `<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Status>${status}</Status></VersioningConfiguration>`;
}
