import assert from "node:assert/strict";
import { renderRecord, renderSummary } from "../../../operations/drill/record.ts";
import { judge } from "../../../operations/drill/verdict.ts";

const measurement = {
  ...{ lostRows: 3, lostSeconds: 0.2, outage: 4, over: 9, answersLost: 1, unexplained: 0, resolution: 0.07 },
};
const checks = [
  { name: "DNS", ok: true },
  { name: "database", ok: false, found: "sale_order: 59, before 60" },
];
const cloudTimes = [{ what: "the failover", took: 2, published: 120, source: "a page" }];
const judged = judge({
  ...{ scenario: "lost-pod", stack: "aws-production", tier: "restore", objective: { rpo: 60, rto: 600 } },
  ...{ measured: { measurement }, cloudTimes, checks, broken: [] },
});

describe("the record of a drill", () => {
  it("says what was measured, what happened, what failed and what was stood in for", () => {
    const text = renderRecord({
      ...{ judged, checks, cloudTimes, measured: { measurement }, began: new Date("2026-11-22T10:00:00Z") },
      ...{ tenant: "harbor", summary: "A pod ends.", picture: "a.svg" },
      marks: [{ at: 5, kind: "event", what: "a pod ends" }],
    });
    assert.match(text, /^# Drill lost-pod on aws-production: failed\n\n2026-11-22T10:00:00\.000Z, tenant `harbor`/);
    assert.match(text, /- \*\*failed\*\*: database: sale_order: 59, before 60/);
    assert.match(text, /!\[Timeline\]\(a\.svg\)/);
    assert.match(text, /\| RPO \| 3 rows, 0\.2 s \| \| 60 s \|\n\| RTO \| 4 s \| 122 s \| 600 s \|/);
    assert.match(text, /the failover: 120 s \(a page\), in place of the simulator's 2\.0 s/);
    assert.match(text, /- 5\.0 s, event: a pod ends/);
    assert.match(text, /Odoo, Traefik and PgBouncer are stood in for/);
  });

  it("has a summary for the screen that names every reason and file, and what to do where it failed", () => {
    const text = renderSummary(judged, ["a.json"]);
    assert.match(text, /checks: DNS ok, database FAILED/);
    assert.match(text, /failed: database: sale_order: 59, before 60\nwritten: a\.json\nnext: the platform is/);
    assert.match(text, /longshore runbook show lost-pod --stack aws-production`/);
  });
});
