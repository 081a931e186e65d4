import assert from "node:assert/strict";
import { rewindProblems } from "../../stacks/rewind.ts";
import { readPlaced } from "../../stacks/tenants.ts";

const now = new Date("2026-11-22T12:00:00Z");
const tenants = readPlaced("gitops/platforms/aws-warehouse").map(({ tenant }) => tenant);
const problems = (to: string, ...names: string[]) =>
  rewindProblems({ rewind: { to, tenants: names }, database: { recoveryDays: 7 } }, tenants, now);

describe("a rewind", () => {
  it("goes to any second that the database can be brought back to", () => {
    assert.deepEqual(problems("2026-11-22T11:59:59Z", "drovelin"), []);
    assert.deepEqual(problems("2026-11-15T12:00:00Z", "drovelin"), []);
    assert.deepEqual(rewindProblems({ database: { recoveryDays: 7 } }, tenants, now), []);
  });

  it("does not go into the future, nor further back than backups and log reach", () => {
    assert.match(String(problems("2026-11-22T12:00:01Z", "drovelin")[0]?.fits), /^a second before now/);
    assert.match(String(problems("2026-11-15T11:59:59Z", "drovelin")[0]?.fits), /^a second of the last 7 days/);
  });

  it("is for tenants that the stack has, and for no copy", () => {
    assert.deepEqual(
      problems("2026-11-22T11:00:00Z", "drovelin", "drovelin-test", "nobody").map(({ path, found, fits }) => [
        path,
        found,
        fits,
      ]),
      ["drovelin-test", "nobody"].map((name) => [
        "longshore:rewind.tenants",
        JSON.stringify(name),
        "a tenant of this stack that is no copy: drovelin",
      ]),
    );
  });
});
