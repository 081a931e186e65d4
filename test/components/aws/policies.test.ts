import assert from "node:assert/strict";
import { type ResolvedGrant, statementsOf } from "../../../components/aws/policies.ts";

const bucket = {
  kind: "backups",
  name: "b",
  id: "arn:aws:s3:::b",
  account: "123456789012",
  key: "arn:aws:kms:eu-central-1:123456789012:key/k",
  repository: "s3:https://s3.eu-central-1.amazonaws.com/b",
  remote: ":s3:b",
} as const;

const objects = (grant: Partial<Extract<ResolvedGrant, { may: "use-objects" }>>): ResolvedGrant => ({
  may: "use-objects",
  bucket,
  prefix: "tenants/harbor/",
  actions: [],
  ...grant,
});
const actions = (grants: readonly ResolvedGrant[]) =>
  statementsOf(grants, "eu-central-1").flatMap(({ Action }) => Action);

describe("grants in IAM's words", () => {
  it("let a list see the tenant's own prefix only", () => {
    const list = statementsOf([objects({ actions: ["list"] })], "eu-central-1").find(({ Sid }) =>
      Sid.startsWith("ListObjects"),
    );
    assert.deepEqual(list, {
      Sid: "ListObjects0",
      Effect: "Allow",
      Action: ["s3:ListBucket"],
      Resource: "arn:aws:s3:::b",
      Condition: { StringLike: { "s3:prefix": "tenants/harbor/*" } },
    });
  });

  it("give no right to delete to who may write", () => {
    const written = actions([objects({ actions: ["list", "read", "write"] })]);
    assert(written.includes("s3:PutObject"));
    assert(!written.some((action) => action.includes("Delete")));
  });

  it("let locks be deleted and nothing beside them", () => {
    const statements = statementsOf([objects({ actions: ["write"], deleteUnder: ["locks/"] })], "eu-central-1");
    const deletes = statements.filter(({ Action }) => Action.includes("s3:DeleteObject"));
    assert.deepEqual(
      deletes.map(({ Resource }) => Resource),
      [["arn:aws:s3:::b/tenants/harbor/locks/*"]],
    );
  });

  it("never touch old versions, the lock of an archive or the bucket itself", () => {
    const all = actions([objects({ actions: ["list", "read", "write", "delete"], deleteUnder: ["locks/"] })]);
    for (const action of all) assert.doesNotMatch(action, /Version|Retention|LegalHold|PutBucket|DeleteBucket|\*/);
  });

  it("use a key through the service that holds the data, and no other way", () => {
    const keyUses = statementsOf(
      [
        objects({ actions: ["read"] }),
        { may: "read-secrets", secrets: [{ label: "s", name: "s", id: "arn:s", key: bucket.key }] },
      ],
      "eu-central-1",
    ).filter(({ Action }) => [Action].flat().some((action) => action.startsWith("kms:")));
    assert.deepEqual(
      keyUses.map(({ Condition }) => Condition),
      [
        { StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } },
        { StringEquals: { "kms:ViaService": "secretsmanager.eu-central-1.amazonaws.com" } },
      ],
    );
  });

  it("let a reader decrypt, and only a writer ask for new data keys", () => {
    assert(!actions([objects({ actions: ["read"] })]).includes("kms:GenerateDataKey"));
    assert(actions([objects({ actions: ["write"] })]).includes("kms:GenerateDataKey"));
  });

  it("read exactly the named secrets", () => {
    const secrets = ["a", "b"].map((id) => ({ label: id, name: id, id: `arn:${id}`, key: bucket.key }));
    const [read] = statementsOf([{ may: "read-secrets", secrets }], "eu-central-1");
    assert.deepEqual(read?.Resource, ["arn:a", "arn:b"]);
  });

  it("change only the named types of records in the one zone", () => {
    const [change] = statementsOf([{ may: "change-records", zoneId: "Z1", types: ["TXT"] }], "eu-central-1");
    assert.partialDeepStrictEqual(change, {
      Resource: "arn:aws:route53:::hostedzone/Z1",
      Condition: { "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": ["TXT"] } },
    });
  });
});
