import assert from "node:assert/strict";
import { refusalOf } from "../../../operations/drill/permission.ts";
import { subjectOf } from "../../../operations/drill/platform.ts";
import type { Scenario } from "../../../operations/drill/scenario.ts";
import { lostPod } from "../../../operations/drill/scenarios/lost-pod.ts";
import { lostZone } from "../../../operations/drill/scenarios/lost-zone.ts";
import { findStack, readStacks } from "../../../operations/stacks.ts";
import { workTree } from "../../../simulator/paths.ts";

const silent = { disturb: false, stackAgain: undefined };

describe("whether a drill may run", () => {
  const subject = subjectOf(findStack(readStacks(workTree), "aws-production"));
  const refused = (change: Partial<Scenario>, options: Partial<{ disturb: boolean; stackAgain: string }> = {}) =>
    refusalOf({ ...lostPod, ...change }, subject, { ...silent, ...options });

  it("asks twice before it disturbs production, and gives the line that would do", () => {
    assert.match(
      refused({}) ?? "",
      /\n {2}npx longshore drill lost-pod --stack aws-production --tenant velmora-nord --disturb --stack-again aws-production$/,
    );
    assert.notEqual(refused({}, { disturb: true }), undefined);
    assert.notEqual(refused({}, { disturb: true, stackAgain: "aws-regional" }), undefined);
    assert.notEqual(refused({}, { stackAgain: "aws-production" }), undefined);
    assert.equal(refused({}, { disturb: true, stackAgain: "aws-production" }), undefined);
  });

  it("lets drills that only read, or work in a copy, run at once", () => {
    assert.deepEqual([refused({ impact: "read-only" }), refused({ impact: "copy" })], [undefined, undefined]);
  });

  it("asks nothing of a stack that is not production", () => {
    const staging = { ...subject, settings: { ...subject.settings, environment: "staging" as const } };
    assert.equal(refusalOf(lostPod, staging, silent), undefined);
  });

  it("refuses what has no meaning there", () => {
    const warehouse = subjectOf(findStack(readStacks(workTree), "aws-warehouse"));
    const said = refusalOf(lostZone, warehouse, { disturb: true, stackAgain: "aws-warehouse" });
    assert.match(said ?? "", /^lost-zone has no meaning for drovelin on aws-warehouse: its database has no standby/);
  });

  it("knows the tenants of a stack", () => {
    const place = findStack(readStacks(workTree), "aws-warehouse");
    assert.equal(subjectOf(place, "drovelin-test").tenant.metadata.name, "drovelin-test");
    assert.throws(() => subjectOf(place, "harbor"), /has no tenant harbor; there are: drovelin, drovelin-test/);
  });
});
