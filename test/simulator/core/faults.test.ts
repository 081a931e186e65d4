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

  it("refuse an order that means nothing", () => {
    assert.throws(() => new Faults().add({ operation: "create", nth: 0, when: "before" }));
  });
});
