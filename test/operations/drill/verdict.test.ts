import assert from "node:assert/strict";
import type { Measurement } from "../../../operations/drill/measure.ts";
import { corruptedDatabase } from "../../../operations/drill/scenarios/corrupted-database.ts";
import { oneTenant } from "../../../operations/drill/scenarios/one-tenant.ts";
import { type Findings, judge, objectiveOf, strictest } from "../../../operations/drill/verdict.ts";
import { restoreWithin, tiers } from "../../../stacks/tiers.ts";

const measurement: Measurement = {
  lostRows: 12,
  lostSeconds: 0.61,
  outage: 20,
  over: 40,
  answersLost: 1,
  unexplained: 0,
  resolution: 0.1,
};
const findings: Findings = {
  scenario: "lost-pod",
  stack: "aws-production",
  tier: "cross-region",
  objective: { rpo: 5, rto: 600 },
  measured: { measurement },
  cloudTimes: [],
  checks: [{ name: "DNS", ok: true }],
  broken: [],
};
const verdictOf = (change: Partial<Findings>) => {
  const { report, reasons } = judge({ ...findings, ...change });
  return { verdict: report.verdict, reasons };
};
const measured = (change: Partial<Measurement>) => ({ measured: { measurement: { ...measurement, ...change } } });

describe("the verdict of a drill", () => {
  it("has the report's keys and no others", () => {
    assert.deepEqual(judge(findings).report, {
      scenario: "lost-pod",
      stack: "aws-production",
      tier: "cross-region",
      rpo: { rows: 12, seconds: 0.7, objective: 5 },
      rto: { seconds: 20, objective: 600, modelled: 20 },
      checks: [{ name: "DNS", ok: true }],
      verdict: "passed",
    });
  });

  it("fails where the objective of lost work is missed", () => {
    assert.deepEqual(verdictOf(measured({ lostSeconds: 5.01 })), {
      verdict: "failed",
      reasons: ["lost work: 5.1 s, the objective is 5 s"],
    });
  });

  it("fails for a single lost row, where people choose the hour", () => {
    assert.deepEqual(verdictOf({ planned: true, ...measured({ lostRows: 1 }) }), {
      verdict: "failed",
      reasons: ["1 rows are lost, and none had to be"],
    });
    assert.equal(verdictOf({ planned: true, ...measured({ lostRows: 0, lostSeconds: 0 }) }).verdict, "passed");
  });

  it("fails where the business stood still for too long", () => {
    const { verdict, reasons } = verdictOf(measured({ outage: 601 }));
    assert.equal(verdict, "failed");
    assert.match(reasons[0] ?? "", /^time without served writes: 601 s/);
  });

  it("fails where it only would have on the real cloud", () => {
    const cloudTimes = [{ what: "failover", took: 5, published: 590, source: "" }];
    assert.deepEqual(verdictOf({ cloudTimes }), {
      verdict: "failed",
      reasons: ["the same with the cloud's own times: 605 s, the objective is 600 s"],
    });
  });

  it("fails where it could not measure, with the reason", () => {
    const { report, reasons } = judge({ ...findings, measured: { impossible: "no write was acknowledged" } });
    assert.deepEqual(
      [report.verdict, report.rpo, report.rto],
      ["failed", { rows: null, seconds: null, objective: 5 }, { seconds: null, objective: 600, modelled: null }],
    );
    assert.deepEqual(reasons, ["it could not be measured: no write was acknowledged"]);
  });

  it("fails where the load was too coarse to tell", () => {
    assert.match(
      verdictOf(measured({ resolution: 6 })).reasons[0] ?? "",
      /could not be measured: writes paused for 6 s/,
    );
  });

  it("fails on a check, a step or a row that nobody sent", () => {
    assert.deepEqual(verdictOf({ checks: [{ name: "DNS", ok: false, found: "leads nowhere" }] }), {
      verdict: "failed",
      reasons: ["DNS: leads nowhere"],
    });
    assert.equal(verdictOf({ broken: ["a step failed"] }).verdict, "failed");
    assert.equal(verdictOf(measured({ unexplained: 1 })).verdict, "failed");
  });

  it("takes the strictest objective of the functions that a scenario is about", () => {
    const tier = tiers["cross-region"];
    assert.deepEqual(strictest(tier, ["invoicing"]), tier.objectives.invoicing);
    assert.deepEqual(strictest(tier, ["invoicing", "shipment execution"]), tier.objectives["shipment execution"]);
  });

  it("judges a rewind by what one can give: people's minutes are lost, and it takes as long as a restore", () => {
    for (const plan of Object.values(tiers))
      for (const scenario of [corruptedDatabase, oneTenant]) {
        const { rpo, rto } = objectiveOf(scenario, plan);
        assert.equal(rto, restoreWithin(plan));
        assert.equal(rpo, Math.max(300, plan.objectives["order processing"].rpo));
      }
  });
});
