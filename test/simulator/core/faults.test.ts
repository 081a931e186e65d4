import assert from "node:assert/strict";
import { Faults } from "../../../simulator/faults.ts";

const bucket = { type: "aws:s3/bucket:Bucket", urn: "urn:pulumi:dev::test::aws:s3/bucket:Bucket::files" };
const vpc = { type: "aws:ec2/vpc:Vpc", urn: "urn:pulumi:dev::test::aws:ec2/vpc:Vpc::main" };

describe("faults", () => {
  it("hit the named call once", () => {
    const faults = new Faults();
    faults.add({ operation: "create", resource: "files", when: "before" });
    assert.equal(faults.take("create", vpc), undefined);
    assert.equal(faults.take("delete", bucket), undefined);
    assert.equal(faults.take("create", bucket)?.when, "before");
    assert.equal(faults.take("create", bucket), undefined);
  });

  it("hit the n-th call of a type, or of any", () => {
    const faults = new Faults();
    faults.add({ operation: "create", resource: vpc.type, nth: 2, when: "after" });
    faults.add({ operation: "create", nth: 3, when: "before" });
    const hits = [vpc, bucket, vpc, vpc].map((subject) => faults.take("create", subject)?.when);
    assert.deepEqual(hits, [undefined, undefined, "after", "before"]);
  });

  it("hit as many calls in a row as ordered, of any of several types and of any operation", () => {
    const faults = new Faults();
    faults.add({ resource: [vpc.type, "files"], times: 2, when: "before" });
    const other = { type: "aws:iam/role:Role", urn: "urn:pulumi:dev::test::aws:iam/role:Role::reader" };
    const hits = [faults.take("delete", vpc), faults.take("create", other), faults.take("create", bucket)];
    assert.deepEqual(
      hits.map((fault) => fault?.when),
      ["before", undefined, "before"],
    );
    assert.equal(faults.take("create", vpc), undefined);
  });

  it("say where they struck, once, and are forgotten when nobody waits for them any more", () => {
    const faults = new Faults();
    faults.add({ nth: 1, when: "before" });
    faults.add({ nth: 5, when: "before" });
    faults.take("update", bucket);
    assert.deepEqual(faults.clear(), [{ operation: "update", urn: bucket.urn }]);
    assert.deepEqual(faults.clear(), []);
    assert.equal(faults.take("update", bucket), undefined);
  });

  it("let credentials expire, and no others", () => {
    const faults = new Faults();
    faults.expire("key-1", "ExpiredToken");
    assert.throws(() => faults.check("key-1"), /ExpiredToken/);
    faults.check("key-2");
    faults.check(undefined);
  });

  it("refuse an order that means nothing", () => {
    assert.throws(() => new Faults().add({ operation: "create", nth: 0, when: "before" }));
  });
});
