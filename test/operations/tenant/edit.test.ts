import assert from "node:assert/strict";
import { edit } from "../../../operations/tenant/edit.ts";

const text = `# who\nspec:\n  ring: production-1 # the first\n  residency: [eu-central-1, eu-west-1]\n  hostname: a.example\n`;

describe("an edit of a tenant.yaml", () => {
  it("changes values where they stand, in any order, and nothing beside them", () => {
    const changes = [
      { path: ["spec", "hostname"], value: "a-much-longer-name.example" },
      { path: ["spec", "ring"], value: "staging" },
      { path: ["spec", "residency"], value: "[us-east-2]" },
    ];
    assert.equal(
      edit(text, changes),
      `# who\nspec:\n  ring: staging # the first\n  residency: [us-east-2]\n  hostname: a-much-longer-name.example\n`,
    );
  });

  it("invents no line", () => {
    assert.throws(
      () => edit(text, [{ path: ["spec", "tier"], value: "restore" }]),
      /spec\.tier: there is nothing to change/,
    );
  });
});
