import assert from "node:assert/strict";
import { succeed } from "./support/run.ts";
import { newTenant } from "./support/tenant.ts";

describe("a legal hold", () => {
  it("keeps every backup that would go, says why, and lets them go when it ends", async () => {
    const tenant = await newTenant({ rows: 0 });
    const few = { ...tenant.environment.prune, KEEP_DAILY: "1", KEEP_WEEKLY: "0", KEEP_MONTHLY: "0" };
    await succeed("dump", tenant.environment.dump);
    await succeed("dump", tenant.environment.dump);
    const held = await succeed("prune", { ...few, LEGAL_HOLD: "since 2026-11-22 by legal@velmora.example: file 4711" });
    assert.deepEqual([held.kept, held.removed, held.held], [1, 0, 1]);
    const ended = await succeed("prune", few);
    assert.deepEqual([ended.kept, ended.removed, ended.held], [1, 1, 0]);
  }).timeout(180_000);
});
