import assert from "node:assert/strict";
import { ofType, only } from "../mocks.ts";
import { standardPlatform } from "../platforms.ts";

describe("aws secrets", () => {
  it("makes two keys that rotate, are protected and can be brought back for 30 days", async () => {
    const { resources } = await standardPlatform();
    const keys = ofType(resources, "aws:kms/key:Key");
    assert.deepEqual(
      keys.map(({ name }) => name),
      ["secrets-backup", "secrets-data"],
    );
    for (const { protect, inputs } of keys) {
      assert(protect);
      assert.partialDeepStrictEqual(inputs, { enableKeyRotation: true, deletionWindowInDays: 30 });
    }
  });

  it("lets CloudWatch Logs use the data key for this account's log groups, and the backup key not at all", async () => {
    const { resources } = await standardPlatform();
    const policy = (name: string) => String(only(resources, "aws:kms/key:Key", name).inputs.policy);
    assert.match(policy("secrets-data"), /logs\.eu-central-1\.amazonaws\.com/);
    assert.match(
      policy("secrets-data"),
      /"kms:EncryptionContext:aws:logs:arn":"arn:aws:logs:eu-central-1:123456789012:log-group:\*"/,
    );
    assert.doesNotMatch(policy("secrets-backup"), /logs\./);
  });

  it("keeps every secret under the platform's name, encrypted with its own key and protected", async () => {
    const { resources } = await standardPlatform();
    for (const { name, inputs, protect } of ofType(resources, "aws:secretsmanager/secret:Secret")) {
      assert.match(String(inputs.name), /^longshore-production\//, name);
      assert.match(String(inputs.kmsKeyId), /key\/secrets-data$/, name);
      assert(protect, name);
    }
  });

  it("hands every value over as a secret, and leaves older values where they are", async () => {
    const { resources } = await standardPlatform();
    const versions = ofType(resources, "aws:secretsmanager/secretVersion:SecretVersion");
    assert.equal(versions.length, 6);
    for (const { name, secrets, protect, retainOnDelete } of versions) {
      assert.deepEqual(secrets, ["secretString"], name);
      assert(retainOnDelete && !protect, `${name} can be replaced by a newer value`);
    }
  });
});
