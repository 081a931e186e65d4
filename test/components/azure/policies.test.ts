import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  objectCondition,
  objectPermissions,
  objectRole,
  type Paths,
  recordPermissions,
} from "../../../components/azure/policies.ts";
import type { BucketKind } from "../../../components/contracts/objects.ts";

const grant = (kind: BucketKind, actions: Paths["actions"], deleteUnder: readonly string[] = []): Paths => ({
  bucket: { kind },
  prefix: "tenants/harbor/",
  actions,
  deleteUnder,
});

/** The clause of one action: what must hold for it. */
function clause(condition: string, action: string): string {
  const found = condition.split(" AND ((!(").find((part) => part.includes(action));
  assert(found, `${action} is not named in ${condition}`);
  return found.split("))").slice(1).join("))");
}

describe("grants in Azure's words", () => {
  it("give the smallest role that has all the actions", () => {
    assert.equal(objectRole([grant("files", ["list", "read"])]), "read");
    assert.equal(objectRole([grant("files", ["list", "read"]), grant("archives", ["write"])]), "write");
    assert.equal(objectRole([grant("backups", ["read", "write"], ["locks/"])]), "delete");
  });

  it("end at container and path, for every action", () => {
    const condition = objectCondition([grant("files", ["list", "read", "write", "delete"])]);
    for (const action of ["blobs/read'} AND NOT", "blobs/write", "blobs/add/action", "blobs/delete"])
      assert.match(
        clause(condition, action),
        /containers:name\] StringEquals 'files' AND @Resource\[.*:path\] StringLike 'tenants\/harbor\/\*'/,
      );
    assert.match(
      clause(condition, "AND SubOperationMatches{'Blob.List'}"),
      /@Request\[.*:prefix\] StringStartsWith 'tenants\/harbor\/'/,
    );
  });

  it("let a reader ask whether its folder is a file", () => {
    const condition = objectCondition([grant("files", ["list", "read"])]);
    assert.match(clause(condition, "blobs/read'} AND NOT"), /:path\] StringEquals 'tenants\/harbor'/);
  });

  it("leave an action that nobody asked for without any path", () => {
    const condition = objectCondition([grant("files", ["list", "read"])]);
    for (const action of ["blobs/write", "blobs/delete"]) assert.equal(clause(condition, action), ")");
  });

  it("let a writer of backups delete its locks and nothing else", () => {
    const condition = objectCondition([
      grant("backups", ["list", "read", "write"], ["locks/"]),
      grant("files", ["read"]),
    ]);
    assert.deepEqual(clause(condition, "blobs/delete").match(/StringLike '[^']*'/g), [
      "StringLike 'tenants/harbor/locks/*'",
    ]);
  });

  it("never touch versions, tags, policies or the container itself", () => {
    for (const role of ["read", "write", "delete"] as const) {
      const { actions, dataActions } = objectPermissions(role);
      assert.deepEqual(actions, ["Microsoft.Storage/storageAccounts/blobServices/containers/read"]);
      for (const action of dataActions) assert.match(action, /\/blobs\/(read|write|add\/action|delete)$/);
    }
  });

  it("stay within the 8 KB that Azure takes for a condition, with brackets that close", () => {
    const kinds = fc.constantFrom<BucketKind>("backups", "archives", "files", "exports");
    const actions = fc.subarray(["list", "read", "write", "delete"] as const);
    const path = fc.stringMatching(/^tenants\/[a-z][a-z0-9-]{0,29}\/$/);
    const grants = fc.array(
      fc.record({ bucket: fc.record({ kind: kinds }), prefix: path, actions, deleteUnder: fc.constant(["locks/"]) }),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(grants, (some) => {
        const condition = objectCondition(some);
        assert(condition.length <= 8192);
        let depth = 0;
        for (const letter of condition) {
          if (letter === "(") depth += 1;
          if (letter === ")") depth -= 1;
          assert(depth >= 0);
        }
        assert.equal(depth, 0);
      }),
    );
  });

  it("change only the named types of records", () => {
    const { actions } = recordPermissions(["TXT"]);
    for (const action of actions.filter((each) => /write|delete/.test(each))) assert.match(action, /dnsZones\/TXT\//);
  });
});
