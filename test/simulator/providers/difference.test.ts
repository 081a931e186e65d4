import assert from "node:assert/strict";
import { changedProperties, differences } from "../../../simulator/providers/difference.ts";
import { unknown } from "../../../simulator/providers/provider.ts";

describe("differences between properties", () => {
  const paths = (old: object, next: object) =>
    differences({ ...old }, { ...next }).map(({ kind, path }) => `${kind} ${path}`);

  it("are none between equal values, whatever the order of their keys", () => {
    assert.deepEqual(paths({ a: { x: 1, y: [1, { z: null }] } }, { a: { y: [1, {}], x: 1 } }), []);
  });

  it("name the smallest part that differs, as Pulumi writes paths", () => {
    const old = { tags: { Name: "a", "cost center": "1" }, ids: ["a", "b"], port: 5432 };
    const next = { tags: { Name: "b", "cost center": "2" }, ids: ["a", "c"], name: "x" };
    assert.deepEqual(paths(old, next), [
      "update tags.Name",
      'update tags["cost center"]',
      "update ids[1]",
      "delete port",
      "add name",
    ]);
  });

  it("take lists of different lengths, and values of different kinds, as wholes", () => {
    assert.deepEqual(paths({ ids: ["a"], rule: { x: 1 } }, { ids: ["a", "b"], rule: "x" }), [
      "update ids",
      "update rule",
    ]);
  });

  it("count what is not known yet as different", () => {
    assert.deepEqual(changedProperties({ id: "a", other: 1 }, { id: unknown, other: 1 }), ["id"]);
  });
});
