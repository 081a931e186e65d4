import assert from "node:assert/strict";
import { replicationPolicy } from "../../../components/aws/replication-policy.ts";
import { bucketKinds } from "../../../components/contracts/objects.ts";
import { linkedResources } from "../../simulator/replication/emitted.ts";
import { only, type Registered } from "../mocks.ts";

const account = "123456789012";
const peer = (kind: string) => ({
  name: `main-${kind}-${account}`,
  id: `arn:aws:s3:::main-${kind}-${account}`,
  account,
  key: `arn:aws:kms:eu-central-1:${account}:key/of-${kind}`,
});
const configurationType = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";

describe("aws object replication", () => {
  let resources: readonly Registered[];
  before(async () => {
    resources = await linkedResources("aws", { account, regions: ["eu-central-1", "eu-west-1"], peer });
  });

  it("stands in the region of the source, and stays there when the link is dropped", () => {
    for (const kind of bucketKinds) {
      const { inputs, retainOnDelete, dependencies } = only(resources, configurationType, `copies-${kind}`);
      assert.equal(inputs.region, "eu-central-1");
      assert.equal(inputs.bucket, `main-${kind}-${account}`);
      assert.equal(retainOnDelete, true);
      assert(
        dependencies.some((urn) => urn.endsWith(`spare-objects-${kind}`) && urn.includes("BucketVersioning")),
        "S3 asks whether the destination has versions",
      );
    }
  });

  it("leaves no role behind: without it a region that returns copies nothing", () => {
    for (const name of ["copies", "copies-existing"])
      assert.equal(only(resources, "aws:iam/role:Role", name).retainOnDelete, false);
  });

  it("lets a batch operation start replication of the sources, and read nothing", () => {
    const { policy } = only(resources, "aws:iam/rolePolicy:RolePolicy", "copies-existing").inputs;
    assert.doesNotMatch(String(policy), /GetObject|ReplicateObject|"\*"/);
    assert.match(String(policy), /"s3:InitiateReplication","Resource":\["arn:aws:s3:::main-backups-123456789012\/\*"/);
  });

  it("copies everything, deletions too, under the key of the destination, within a quarter of an hour", () => {
    const { rules } = only(resources, configurationType, "copies-files").inputs;
    assert.partialDeepStrictEqual(rules, [
      {
        status: "Enabled",
        filter: { prefix: "" },
        deleteMarkerReplication: { status: "Enabled" },
        sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
        destination: {
          bucket: `arn:aws:s3:::spare-files-${account}`,
          encryptionConfiguration: { replicaKmsKeyId: `arn:aws:kms:eu-central-1:${account}:key/spare-secrets-data` },
          replicationTime: { status: "Enabled", time: { minutes: 15 } },
          metrics: { status: "Enabled", eventThreshold: { minutes: 15 } },
        },
      },
    ]);
  });

  it("has rights on the buckets of the link and no other, and none to delete a version", () => {
    const side = (name: string, key: string, region: string) => ({ bucket: `arn:aws:s3:::${name}`, key, region });
    const policy = replicationPolicy([
      { source: side("a", "key-1", "here"), destination: side("c", "key-2", "there") },
      { source: side("b", "key-1", "here"), destination: side("d", "key-3", "there") },
    ]);
    assert.doesNotMatch(policy, /"\*"|s3:\*|kms:\*|DeleteObject|PutObject"/);
    const { Statement: statements } = JSON.parse(policy);
    const of = (sid: string) => statements.find(({ Sid }: { Sid: string }) => Sid === sid);
    assert.deepEqual(of("ReadVersions").Resource, ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"]);
    assert.deepEqual(of("WriteReplicas").Resource, ["arn:aws:s3:::c/*", "arn:aws:s3:::d/*"]);
    assert.deepEqual(of("Decrypt0").Condition.StringEquals, {
      "kms:ViaService": "s3.here.amazonaws.com",
      "kms:EncryptionContext:aws:s3:arn": ["arn:aws:s3:::a", "arn:aws:s3:::b"],
    });
    assert.equal(of("Encrypt1").Resource, "key-3");
  });
});
