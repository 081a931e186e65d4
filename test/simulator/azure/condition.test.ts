import assert from "node:assert/strict";
import { parseCondition } from "../../../simulator/azure/rbac/condition.ts";

const blobs = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs";
const path = (value: string) => ({ [`@resource[${blobs.toLowerCase()}:path]`]: value });
const read = { action: `${blobs}/read`, suboperation: undefined };
const list = { action: `${blobs}/read`, suboperation: "Blob.List" };

describe("conditions of role assignments", () => {
  // The form that Azure's own editor writes: it limits one action and lets the others through.
  const own = `((!(ActionMatches{'${blobs}/read'} AND NOT SubOperationMatches{'Blob.List'})) OR (@Resource[${blobs}:path] StringLike 'harbor/*'))`;

  it("hold for what they name", () => {
    assert.equal(parseCondition(own)({ ...read, attributes: path("harbor/1.pdf") }), true);
    assert.equal(parseCondition(own)({ ...read, attributes: path("velmora/1.pdf") }), false);
  });

  it("let through what they are not about", () => {
    assert.equal(parseCondition(own)({ ...list, attributes: {} }), true);
    assert.equal(parseCondition(own)({ action: `${blobs}/write`, suboperation: undefined, attributes: {} }), true);
  });

  it("do not hold where an attribute is not known", () => {
    assert.equal(parseCondition(own)({ ...read, attributes: {} }), false);
  });

  it("know the operators on texts, one value or several", () => {
    const holds = (text: string, value: string) => parseCondition(text)({ ...read, attributes: path(value) });
    assert.equal(holds(`@Resource[${blobs}:path] StringStartsWith 'a/'`, "a/b"), true);
    assert.equal(holds(`@Resource[${blobs}:path] StringNotEquals 'a'`, "a"), false);
    assert.equal(holds(`@Resource[${blobs}:path] ForAnyOfAnyValues:StringEquals {'a', 'b'}`, "b"), true);
    assert.equal(
      holds(`@Resource[${blobs}:path] StringEqualsIgnoreCase 'A' && !(@Resource[${blobs}:path] StringEquals 'A')`, "a"),
      true,
    );
  });

  it("are refused where they do not follow the format", () => {
    for (const text of ["(", "@Resource[a] StringMatches 'x'", "ActionMatches{'a'} extra", "'a' = 'b'"]) {
      assert.throws(() => parseCondition(text), { name: "MalformedCondition" }, text);
    }
  });
});
