import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tenantTable } from "../../../operations/tenant/list.ts";
import { problemsOf, readPlatforms } from "../../../operations/tenant/platforms.ts";
import { workTree } from "../../../simulator/paths.ts";
import { removeFolder } from "../../support/temporary.ts";
import { sampleTree } from "./tree.ts";

describe("longshore tenant list", () => {
  it("has a line for each tenant of each stack, and what their platforms carry", () => {
    const text = tenantTable(readPlatforms(workTree));
    assert.match(
      text,
      /^aws-production +velmora-nord +velmora +shared +high-availability +production-1 +nord\.velmora\.example +140 +10–25 +\d+$/m,
    );
    assert.match(text, /^aws-warehouse +drovelin-test .* staging, copy of drovelin +test\.drovelin\.example/m);
    assert.match(text, /^aws-national: database of tarquell: \d+ of 775 connections$/m);
    assert.doesNotMatch(text, /aws-development/);
  });

  it("finds nothing to refuse in the sample stacks", () => {
    assert.deepEqual(problemsOf(readPlatforms(workTree)), []);
  });

  it("finds a hostname in two stacks, which no preview of one of them can see", () => {
    const tree = sampleTree();
    try {
      const file = join(tree, "gitops", "platforms", "azure-production", "velmora-sued", "tenant.yaml");
      writeFileSync(file, readFileSync(file, "utf8").replace("sued.velmora.example", "nord.velmora.example"));
      const fits = "a name that no tenant of aws-production has already";
      assert.deepEqual(problemsOf(readPlatforms(tree)), [
        { path: `${file} spec.hostname`, found: '"nord.velmora.example"', fits },
      ]);
    } finally {
      removeFolder(tree);
    }
  });
});
