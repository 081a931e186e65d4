import assert from "node:assert/strict";
import { bucketKinds } from "../../../components/contracts/objects.ts";
import { ofType, only } from "../mocks.ts";
import { standardPlatform, variedPlatform } from "../platforms.ts";

const bucketType = "aws:s3/bucket:Bucket";
const policyOf = async (kind: string) => {
  const { resources } = await standardPlatform();
  return String(only(resources, "aws:s3/bucketPolicy:BucketPolicy", `objects-${kind}`).inputs.policy);
};

describe("aws object store", () => {
  it("protects the buckets and all that guards them", async () => {
    const { resources } = await standardPlatform();
    const all = resources.filter(({ type }) => type.startsWith("aws:s3/"));
    assert.equal(all.length, 29);
    for (const { type, name, protect } of all) assert(protect, `${type} ${name}`);
  });

  for (const kind of bucketKinds) {
    it(`${kind}: versioned, private, owned by this account`, async () => {
      const { resources } = await standardPlatform();
      const part = (type: string) => only(resources, `aws:s3/${type}`, `objects-${kind}`).inputs;
      assert.equal(part("bucket:Bucket").bucket, `longshore-production-${kind}-123456789012`);
      assert.notEqual(part("bucket:Bucket").forceDestroy, true);
      assert.deepEqual(part("bucketVersioning:BucketVersioning").versioningConfiguration, { status: "Enabled" });
      assert.partialDeepStrictEqual(part("bucketPublicAccessBlock:BucketPublicAccessBlock"), {
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      });
      const ownership = part("bucketOwnershipControls:BucketOwnershipControls").rule;
      assert.deepEqual(ownership, { objectOwnership: "BucketOwnerEnforced" });
    });

    it(`${kind}: encrypted with the key that fits it`, async () => {
      const { resources } = await standardPlatform();
      const key = kind === "backups" || kind === "archives" ? "backup" : "data";
      const type = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
      const arn = `arn:aws:kms:eu-central-1:123456789012:key/secrets-${key}`;
      assert.deepEqual(only(resources, type, `objects-${kind}`).inputs.rules, [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: arn },
          bucketKeyEnabled: true,
        },
      ]);
      assert.match(await policyOf(kind), new RegExp(`"s3:x-amz-server-side-encryption-aws-kms-key-id":"${arn}"`));
    });

    it(`${kind}: refuses plain HTTP, old TLS and any other encryption, and allows nothing by itself`, async () => {
      const policy = await policyOf(kind);
      assert.match(policy, /"aws:SecureTransport":"false"/);
      assert.match(policy, /"s3:TlsVersion":"1.2"/);
      assert.match(policy, /"s3:x-amz-server-side-encryption":"aws:kms"/);
      assert.doesNotMatch(policy, /"Allow"/);
    });
  }

  it("lets old versions of backups and archives leave by the lifecycle only", async () => {
    const erasable = await Promise.all(
      bucketKinds.map(async (kind) => [kind, !(await policyOf(kind)).includes("DeleteObjectVersion")]),
    );
    assert.deepEqual(Object.fromEntries(erasable), { backups: false, archives: false, files: true, exports: true });
  });

  it("locks archives for everybody, for the days that the stack says", async () => {
    const { resources } = await variedPlatform();
    const type = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";
    const lock = only(resources, type, "objects-archives");
    assert.deepEqual(lock.inputs.rule, { defaultRetention: { mode: "COMPLIANCE", days: 400 } });
    const locked = ofType(resources, bucketType).filter(({ inputs }) => inputs.objectLockEnabled);
    assert.deepEqual(
      locked.map(({ name }) => name),
      ["dock-objects-archives", "objects-archives"],
    );
  });
});
