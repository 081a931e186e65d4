import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { tiersTable } from "../../operations/tenant/tiers-page.ts";
import { workTree } from "../../simulator/paths.ts";
import {
  archivedWithinDays,
  backupWithin,
  businessFunctions,
  offers,
  readBackPercent,
  retrievedWithinDays,
  tierNames,
  tiers,
} from "../../stacks/tiers.ts";

describe("recovery tiers", () => {
  const steps = tierNames.slice(1).map((name, index) => [tiers[tierNames[index] ?? name], tiers[name]] as const);

  it("promise more from one to the next, for every function of the business", () => {
    for (const [weaker, stronger] of steps)
      for (const name of businessFunctions) {
        assert.ok(stronger.objectives[name].rpo < weaker.objectives[name].rpo, name);
        assert.ok(stronger.objectives[name].rto < weaker.objectives[name].rto, name);
      }
  });

  it("save, check and rehearse no less often from one to the next", () => {
    for (const [weaker, stronger] of steps) {
      assert.ok(stronger.hoursBetweenDumps < weaker.hoursBetweenDumps);
      assert.ok(stronger.verifiedWithin < weaker.verifiedWithin);
      assert.ok(stronger.monthsBetweenDrills < weaker.monthsBetweenDrills);
    }
  });

  it("ask for nothing that their backups cannot give: a dump is never older than what may be lost, or every change is kept", () => {
    for (const { objectives, hoursBetweenDumps, pointInTimeDays } of Object.values(tiers))
      for (const { rpo } of Object.values(objectives))
        assert.ok(hoursBetweenDumps * 3600 <= rpo || pointInTimeDays > 0);
  });

  it("leave a day for a check that failed, between two checks", () => {
    for (const { verifyDays, verifiedWithin } of Object.values(tiers)) {
      const checks = verifyDays === "*" ? 7 : verifyDays.split(",").length;
      assert.ok(verifiedWithin > 7 / checks, verifyDays);
    }
  });

  it("read back about all that is stored within four weeks", () => {
    for (const plan of Object.values(tiers)) {
      const dumps = (28 * 24) / plan.hoursBetweenDumps;
      assert.ok(dumps * readBackPercent(plan) >= 100, plan.company);
      assert.ok(dumps * readBackPercent(plan) < 200, plan.company);
    }
  });

  it("let one dump fail, and not two, before the newest backup is too old", () => {
    for (const plan of Object.values(tiers)) assert.equal(backupWithin(plan), 2 * 3600 * plan.hoursBetweenDumps);
  });

  it("have an archive and a retrieval overdue only when the next one should have been there", () => {
    assert.ok(archivedWithinDays > 31 && archivedWithinDays < 2 * 28);
    // The longest quarter has 92 days.
    assert.ok(retrievedWithinDays > 92 && retrievedWithinDays < 2 * 89);
  });

  it("have their figures in one place: no other page says what is kept", () => {
    for (const folder of ["docs", "docs/decisions", "images/backup"])
      for (const name of readdirSync(join(workTree, folder)).filter((each) => each.endsWith(".md")))
        if (name !== "recovery-tiers.md")
          assert.doesNotMatch(readFileSync(join(workTree, folder, name), "utf8"), /\d+ (daily|weekly|monthly)\b/, name);
  });

  it("are offered by platforms of the same tier or a stronger one", () => {
    assert.ok(offers("cross-region", "restore") && offers("restore", "restore"));
    assert.ok(!offers("restore", "high-availability"));
  });

  it("stand in the page as they are", () => {
    const page = readFileSync(join(workTree, "docs", "recovery-tiers.md"), "utf8");
    assert.ok(page.includes(tiersTable()), tiersTable());
  });
});
