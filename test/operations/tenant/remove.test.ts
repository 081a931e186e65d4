import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseState } from "../../../operations/state.ts";
import { type Platform, remove } from "../../../operations/tenant/remove.ts";
import { sampleTree } from "./tree.ts";

const urn = (component: string, type: string, name: string) =>
  `urn:pulumi:aws-warehouse::longshore::longshore:index:Platform$${component}$${type}::${name}`;
const secret = (path: string) =>
  urn("longshore:aws:Secrets", "aws:secretsmanager/secret:Secret", `secrets-tenants-${path}`);
const state = parseState({
  deployment: {
    resources: [
      { urn: urn("longshore:index:Tenant", "random:index/randomPassword:RandomPassword", "drovelin-test-repository") },
      { urn: secret("drovelin-test-backup") },
      { urn: secret("drovelin-test-database") },
      { urn: secret("drovelin-database") },
    ].map((each) => ({ ...each, type: "any", protect: true })),
  },
});
const backup = {
  tenant: "drovelin-test",
  jobs: ["tenant-drovelin-test/backup-dump-1"],
  verifiedAt: "2026-11-22T12:00:00.000Z",
};
const platform: Platform = { state: async () => state, backUp: async () => backup };
const args = ["aws-warehouse", "drovelin-test", "--yes-remove", "drovelin-test"];
const folderIn = (tree: string) => join(tree, "gitops/platforms/aws-warehouse/drovelin-test");

describe("longshore tenant remove", () => {
  it("removes nothing without a last backup that is proved", async () => {
    const tree = sampleTree();
    const backUp = () => Promise.reject(new Error("backup-verify of drovelin-test failed"));
    await assert.rejects(remove(tree, args, { ...platform, backUp }), /backup-verify of drovelin-test failed/);
    assert(existsSync(folderIn(tree)));
  });

  it("wants the tenant's name once more", async () => {
    const tree = sampleTree();
    await assert.rejects(
      remove(tree, [...args.slice(0, 3), "drovelin"], platform),
      /Found drovelin where drovelin-test/,
    );
    assert(existsSync(folderIn(tree)));
  });

  it("refuses an original as long as there is a copy of it, and a name that nobody has", async () => {
    const tree = sampleTree();
    const original = ["aws-warehouse", "drovelin", "--yes-remove", "drovelin"];
    await assert.rejects(remove(tree, original, platform), /copies: drovelin-test/);
    await assert.rejects(remove(tree, ["aws-warehouse", "nobody"], platform), /a tenant of aws-warehouse: drovelin/);
  });

  it("refuses a tenant on legal hold, and names who may end it", async () => {
    const tree = sampleTree();
    const file = join(folderIn(tree), "tenant.yaml");
    const text = readFileSync(file, "utf8").replace(/^ {2}copyOf:.*\n/m, "");
    const hold = `  legalHold: { since: "2026-11-22", owner: legal@drovelin.example, reason: "customs audit, file 4711" }\n`;
    writeFileSync(file, `${text.trimEnd()}\n${hold}`);
    await assert.rejects(remove(tree, args, platform), (error: Error) => {
      assert.match(error.message, /nothing was removed/);
      assert.match(error.message, /since 2026-11-22: customs audit, file 4711/);
      assert.match(error.message, /no hold: legal@drovelin\.example ends it/);
      return true;
    });
    assert(existsSync(folderIn(tree)));
  });

  it("removes the folder, and says what stays: what opens the backups, and what Argo CD never takes away", async () => {
    const tree = sampleTree();
    const said = await remove(tree, args, platform);
    assert(!existsSync(folderIn(tree)));
    assert(existsSync(join(tree, "removed-drovelin-test.json")));
    assert.match(
      said,
      /state delete --force .*drovelin-test-repository'\n.*state delete --force .*drovelin-test-backup'/,
    );
    assert.match(said, /state unprotect .*drovelin-test-database'/);
    assert.doesNotMatch(said, /tenants-drovelin-database/, "another tenant's");
    assert.match(said, /kubectl delete namespace tenant-drovelin-test/);
  });
});
