import assert from "node:assert/strict";
import { type Measurement, measure, median } from "../../../operations/bench/measurement.ts";
import { coldSetUp } from "../../../operations/bench/set-up.ts";
import { table } from "../../../operations/bench/table.ts";

describe("the benchmark's table", () => {
  it("sets values beside their goals, and explains once what is missing", () => {
    const measurements: readonly Measurement[] = [
      { name: "preview", unit: "ratio", goal: 1.5, value: 1.4, note: "medians of 5" },
      { name: "up", unit: "min", goal: 20, value: 20.1, note: "modelled" },
      { name: "memory", unit: "MiB", value: 1536.4, note: "resident" },
      { name: "cold", unit: "min", note: "nobody wrote it down" },
      { name: "warm", unit: "s", note: "nobody wrote it down" },
    ];
    assert.deepEqual(table(measurements).split("\n"), [
      "         value     goal            how",
      "preview  1.40      ≤ 1.5  reached  medians of 5",
      "up       20.1 min  ≤ 20   missed   modelled",
      "memory   1536 MiB                  resident",
      "cold     –",
      "warm     –",
      "",
      "Not measured: cold, warm",
      "nobody wrote it down",
    ]);
  });

  it("goes on where a measurement fails, with the reason", async () => {
    const subjects = [{ name: "up", unit: "s" }] as const;
    const measured = await measure(subjects, () => Promise.reject(new Error("no room")));
    assert.deepEqual(measured, [{ name: "up", unit: "s", note: "no room" }]);
    assert.deepEqual(await measure(subjects, async () => [{ value: 2, note: "once" }]), [
      { name: "up", unit: "s", value: 2, note: "once" },
    ]);
  });

  it("takes the middle value", () => {
    assert.equal(median([9, 1, 2]), 2);
    assert.equal(median([9, 1, 2, 4]), 3);
    assert.equal(median([7]), 7);
  });

  it("never makes up how long a cold set-up took", () => {
    const kwok = { version: "0.8.0", from: "pins", seconds: 90 } as const;
    const etcd = { version: "3.6.8", from: "pins", seconds: 30 } as const;
    const own = { version: "0.18.1", from: "path" } as const;
    assert.deepEqual(coldSetUp({ kwok, etcd, restic: own }), {
      value: 2,
      note: "written down when 2 tools were made, not measured now; most of it kwok 1.5 min",
    });
    assert.equal(coldSetUp({ kwok, etcd: { version: "3.6.8", from: "pins" } }).value, undefined);
    assert.equal(coldSetUp({ restic: own }).value, undefined);
  });
});
