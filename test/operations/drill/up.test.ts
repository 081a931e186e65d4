import assert from "node:assert/strict";
import { cluster, nothing, secondsUntil } from "../../../operations/drill/up.ts";

describe("the cloud's time of an up in a drill", () => {
  const urn = (type: string, name: string) =>
    `urn:pulumi:aws-recovery::longshore::longshore:index:Platform$${type}::${name}`;
  const operations = [
    { operation: "update" as const, urn: urn("aws:rds/instance:Instance", "database"), start: 100, end: 400 },
    {
      operation: "create" as const,
      urn: urn("aws:rds/instance:Instance", "database-replica-1"),
      start: 400,
      end: 1210,
    },
    { operation: "update" as const, urn: urn("kubernetes:core/v1:Secret", "in-cluster"), start: 400, end: 401 },
  ];

  it("is that of the whole run, where the business waits for all of it", () =>
    assert.equal(
      secondsUntil(operations, () => true),
      1110,
    ));

  it("ends with what Odoo waits for in the cluster, and has in it what that waited for", () =>
    assert.equal(secondsUntil(operations, cluster), 301));

  it("is none where the business goes on meanwhile", () => assert.equal(secondsUntil(operations, nothing), 0));
});
