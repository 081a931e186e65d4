import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measureDrills } from "../../../operations/bench/drills.ts";
import { table } from "../../../operations/bench/table.ts";

describe("the table of drills", () => {
  const folder = mkdtempSync(join(tmpdir(), "longshore-reports-"));
  after(() => rmSync(folder, { recursive: true }));
  const report = {
    scenario: "lost-region",
    stack: "aws-national",
    tier: "cross-region",
    rpo: { rows: 3, seconds: 0.4, objective: 5 },
    rto: { seconds: 70, objective: 600, modelled: 540 },
    checks: [],
    verdict: "passed",
  };
  const write = (name: string, content: unknown) => writeFileSync(join(folder, name), JSON.stringify(content));

  it("sets a lost region against its own goals, and the modelled time against what waits there", () => {
    write("a.json", report);
    const goals = (standby: "warm" | "pilot-light") =>
      measureDrills(folder, () => standby).map(({ value, goal }) => [value, goal]);
    assert.deepEqual(goals("warm"), [
      [0.4, 5],
      [70, 60],
      [9, 10],
    ]);
    assert.deepEqual(goals("pilot-light").at(-1), [9, 25]);
    const text = table(measureDrills(folder, () => "warm"));
    assert.match(text, /lost-region on aws-national: RTO +70\.0 s +≤ 60 +missed +the drill passed/);
  });

  it("sets any other drill against its tier's objective, and shows what could not be measured", () => {
    const rto = { seconds: null, objective: 1800, modelled: null };
    write("a.json", { ...report, scenario: "lost-pod", rto });
    const [rpo, , last] = measureDrills(folder, () => undefined);
    assert.deepEqual([rpo?.goal, last?.goal, last?.value], [5, 30, undefined]);
    assert.match(table(measureDrills(folder, () => undefined)), /Not measured: lost-pod on aws-national: RTO/);
  });

  it("says which file is no report", () => {
    write("b.json", { scenario: 1 });
    assert.throws(() => measureDrills(folder, () => undefined), /b\.json is no report of a drill/);
    rmSync(join(folder, "a.json"));
    rmSync(join(folder, "b.json"));
    assert.throws(() => measureDrills(folder, () => undefined), /no reports/);
  });
});
