import assert from "node:assert/strict";
import { subjectOf } from "../../../operations/drill/platform.ts";
import type { Row } from "../../../operations/drill/scenario.ts";
import { againstDump } from "../../../operations/drill/scenarios/copies.ts";
import { crossCloud, regionsOf } from "../../../operations/drill/scenarios/cross-cloud.ts";
import { crossFailback } from "../../../operations/drill/scenarios/cross-failback.ts";
import { rebuild } from "../../../operations/drill/scenarios/rebuild.ts";
import { objectiveOf } from "../../../operations/drill/verdict.ts";
import { findStack, readStacks } from "../../../operations/stacks.ts";
import { workTree } from "../../../simulator/paths.ts";
import { backupWithin, tiers } from "../../../stacks/tiers.ts";

const subject = (stack: string) => subjectOf(findStack(readStacks(workTree), stack));

describe("drills that come back from copied backups", () => {
  it("fit where a stack sends copies: in another account, or on the other cloud", () => {
    const [warehouse, national, regional] = ["aws-warehouse", "aws-national", "aws-regional"].map(subject);
    assert.ok(warehouse && national && regional);
    assert.equal(rebuild.unfit(warehouse), undefined);
    assert.match(rebuild.unfit(national) ?? "", /cross-cloud is for that/);
    assert.equal(crossCloud.unfit(national), undefined);
    assert.equal(crossFailback.unfit(national), undefined);
    assert.match(crossCloud.unfit(warehouse) ?? "", /rebuild is for that/);
    for (const { unfit } of [rebuild, crossCloud, crossFailback]) assert.match(unfit(regional) ?? "", /copied nowhere/);
  });

  it("lose a cloud with every region that the company has there", () => {
    assert.deepEqual(regionsOf(subject("aws-national")), ["us-east-2", "us-west-2"]);
  });

  it("are judged by what copied backups can give, and not by the tier", () => {
    for (const plan of Object.values(tiers)) {
      const objective = objectiveOf(rebuild, plan);
      assert.equal(objective.rpo, backupWithin(plan));
      assert.ok(objective.rto > plan.objectives["order processing"].rto);
      assert.deepEqual(objectiveOf(crossCloud, plan), objective);
    }
  });

  it("want every row from before the dump, and none from between the dump and the loss", () => {
    const row = (number: number, sent: number, acknowledged: number | undefined): Row => ({
      ...{ number, sent, acknowledged },
      failed: acknowledged === undefined ? { at: sent + 1, why: "503" } : undefined,
    });
    // Before the dump; while it ran; after it; sent when all was lost already; after the recovery.
    const rows = [row(1, 1, 1.1), row(2, 4, 6), row(3, 10, 10.1), row(4, 21, undefined), row(5, 90, 90.1)];
    const dumped = { from: 5, to: 9, lost: 20 };
    const found = (...there: number[]) => againstDump(rows, new Set(there), dumped);
    assert.deepEqual(found(1, 5), { gone: 0, unforeseen: 0 });
    assert.deepEqual(found(1, 2, 5), { gone: 0, unforeseen: 0 });
    assert.deepEqual(found(5), { gone: 1, unforeseen: 0 });
    assert.deepEqual(found(1, 3, 5), { gone: 0, unforeseen: 1 });
  });
});
