import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lifecycleRules } from "../../../components/aws/lifecycle.ts";
import { listClasses } from "../../../simulator/aws/api/s3/classes/answers.ts";
import { S3Classes } from "../../../simulator/aws/api/s3/classes/classes.ts";
import { classOf } from "../../../simulator/aws/api/s3/classes/lifecycle.ts";
import { World } from "../../../simulator/world.ts";
import { bucket, write } from "./platform.ts";

describe("storage classes of S3", () => {
  const rules = lifecycleRules("archives", 90);
  const object = { key: "2026-11/files.tar", bytes: 200_000 };

  it("follow the age that the bucket's own rules name", () => {
    const at = (days: number) => classOf(rules, { ...object, days });
    assert.deepEqual([0, 29, 30, 364, 365, 4000].map(at), [
      "STANDARD",
      "STANDARD",
      "GLACIER_IR",
      "GLACIER_IR",
      "DEEP_ARCHIVE",
      "DEEP_ARCHIVE",
    ]);
  });

  it("leave small objects, other folders, and rules that are off alone", () => {
    assert.equal(classOf(rules, { ...object, bytes: 100_000, days: 400 }), "STANDARD");
    const [rule] = [
      { status: "Enabled", filter: { prefix: "old/" }, transitions: [{ days: 1, storageClass: "GLACIER" }] },
    ];
    assert.equal(classOf([rule], { ...object, days: 400 }), "STANDARD");
    assert.equal(classOf([rule], { ...object, key: "old/files.tar", days: 400 }), "GLACIER");
    assert.equal(classOf([{ ...rule, status: "Disabled" }], { ...object, key: "old/x", days: 400 }), "STANDARD");
  });

  describe("of a bucket whose objects are old", () => {
    const folder = mkdtempSync(join(tmpdir(), "longshore-classes-"));
    after(() => rmSync(folder, { recursive: true }));
    const world = new World(folder);
    const stored = { ...object, bucket, etag: '"e"', written: new Date() };
    write(world, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", bucket, { bucket, rules });
    new S3Classes(world, folder).age(bucket, 400);
    const listed = (classes: S3Classes) =>
      listClasses(
        classes,
        bucket,
        `<Contents><Key>${object.key}</Key><LastModified>${stored.written.toISOString()}</LastModified><ETag>&#34;e&#34;</ETag>` +
          `<Size>${object.bytes}</Size><StorageClass>STANDARD</StorageClass></Contents>`,
        true,
      );

    it("are known after a restart, and a copy is there for its days", () => {
      const classes = new S3Classes(world, folder);
      assert.deepEqual(classes.standing(stored), { storageClass: "DEEP_ARCHIVE", readable: false });
      assert.match(listed(classes), /<StorageClass>DEEP_ARCHIVE<\/StorageClass><\/Contents>/);
      assert.equal(classes.retrieve(stored, "Bulk", 7), false);
      assert.match(listed(classes), /<IsRestoreInProgress>true<\/IsRestoreInProgress><\/RestoreStatus>/);
      assert.throws(() => classes.retrieve(stored, "Bulk", 7), /already in progress/);
      assert.equal(new S3Classes(world, folder).standing(stored).readable, false);
    });

    it("can be read while the copy is there", () => {
      const classes = new S3Classes(world, folder);
      const other = { ...stored, etag: '"f"' };
      classes.setRetrieval("Standard", 0);
      classes.retrieve(other, "Standard", 7);
      assert.equal(classes.standing(other).readable, true);
      assert.equal(classes.retrieve(other, "Standard", 14), true);
      classes.age(bucket, 0);
      assert.throws(() => classes.retrieve(stored, "Bulk", 7), /not allowed for the object's current storage class/);
    });
  });
});
