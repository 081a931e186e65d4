/** What is committed beside each tenant is what its document says today. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { allTenants, generateAll, generateTenant } from "../../operations/tenant/generate.ts";

describe("generated.yaml", () => {
  for (const { tenant, generated } of allTenants()) {
    it(`of ${tenant.metadata.name} is up to date; if not, run npx longshore tenant generate`, () => {
      assert.equal(readFileSync(generated, "utf8"), generateTenant(tenant));
    });
  }

  it("is written beside each tenant.yaml of each stack", () => {
    const [first] = allTenants();
    assert(first);
    const platforms = mkdtempSync(join(tmpdir(), "longshore-platforms-"));
    try {
      const folders = [join("aws-staging", "velmora-nord"), join("aws-production", "velmora-nord")];
      for (const folder of folders) {
        mkdirSync(join(platforms, folder), { recursive: true });
        writeFileSync(join(platforms, folder, "tenant.yaml"), readFileSync(first.written));
      }
      const expected = folders.map((folder) => join(platforms, folder, "generated.yaml")).sort();
      assert.deepEqual([...generateAll(platforms)].sort(), expected);
      for (const file of expected) assert.equal(readFileSync(file, "utf8"), generateTenant(first.tenant));
    } finally {
      rmSync(platforms, { recursive: true });
    }
  });
});
