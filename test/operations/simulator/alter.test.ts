import assert from "node:assert/strict";
import { findResource, parseAssignments } from "../../../operations/simulator/alter.ts";

const resource = (type: string, name: string, id: string) => ({
  urn: `urn:pulumi:harbor::longshore::longshore:aws:Database$${type}::${name}`,
  type,
  custom: true,
  id,
});
const resources = [
  resource("aws:rds/instance:Instance", "database", "db-1"),
  resource("aws:rds/subnetGroup:SubnetGroup", "database", "group"),
  resource("random:index/randomPassword:RandomPassword", "database", "none"),
  resource("aws:s3/bucket:Bucket", "files", "harbor-files"),
];

describe("longshore simulator alter", () => {
  it("takes a name, or as much of the URN as makes it one", () => {
    assert.equal(findResource(resources, "files").id, "harbor-files");
    assert.equal(findResource(resources, "aws:rds/instance:Instance::database").id, "db-1");
    assert.equal(findResource(resources, resources[1]?.urn ?? "").id, "group");
  });

  it("says which of several, and where there is none", () => {
    assert.throws(
      () => findResource(resources, "database"),
      /say which:\n {2}aws:rds\/instance:Instance::database\n {2}aws:rds\/subnetGroup:SubnetGroup::database$/,
    );
    assert.throws(() => findResource(resources, "atabase"), /^Error: the stack has no atabase$/);
  });

  it("reads values as JSON where they are, as text where they are not", () => {
    const set = parseAssignments(["size=3", "tags.owner=a=b", "open=true", 'ranges=["10.0.0.0/8"]', "window=null"]);
    assert.deepEqual(set, { size: 3, "tags.owner": "a=b", open: true, ranges: ["10.0.0.0/8"], window: null });
    assert.throws(() => parseAssignments(["size"]), /found size; fits PATH=VALUE/);
  });
});
