import assert from "node:assert/strict";
import * as fc from "fast-check";
import { fewestRows, type Measured, measure, modelled } from "../../../operations/drill/measure.ts";
import type { Row } from "../../../operations/drill/scenario.ts";

/** Ten rows a second from the first second on, each acknowledged after 20 ms; those in between fail. */
const rowsWith = (count: number, outage: readonly [number, number] = [-1, -1]): readonly Row[] =>
  Array.from({ length: count }, (_, place) => {
    const sent = 1 + place / 10;
    const out = sent >= outage[0] && sent < outage[1];
    return {
      number: place + 1,
      sent,
      acknowledged: out ? undefined : sent + 0.02,
      failed: out ? { at: sent + 0.01, why: "503" } : undefined,
    };
  });
const numbersOf = (rows: readonly Row[]) => rows.map(({ number }) => number);
const confirmed = (rows: readonly Row[]) => rows.filter(({ acknowledged }) => acknowledged !== undefined);

function found(measured: Measured) {
  assert.ok("measurement" in measured, "impossible" in measured ? measured.impossible : "");
  return measured.measurement;
}

describe("measuring a drill", () => {
  const rows = rowsWith(200, [10, 14]);
  const observed = { rows, event: 9.9, recovered: 15, measures: "served writes" } as const;

  it("counts no loss where every acknowledged row is there", () => {
    const { lostRows, lostSeconds, unexplained, answersLost } = found(
      measure({ ...observed, survivors: numbersOf(confirmed(rows)) }),
    );
    assert.deepEqual([lostRows, lostSeconds, unexplained, answersLost], [0, 0, 0, 0]);
  });

  it("counts lost rows, and how far back the data is", () => {
    const survivors = numbersOf(confirmed(rows)).filter((number) => number <= 60 || number > 130);
    const { lostRows, lostSeconds } = found(measure({ ...observed, survivors }));
    // Rows 61 to 90 were acknowledged and are gone; row 60 is the last one there, 3 s before row 90.
    assert.equal(lostRows, 30);
    assert.ok(Math.abs(lostSeconds - 3) < 1e-6, String(lostSeconds));
  });

  it("measures the longest time without a served write from the event on, and not an earlier one", () => {
    const paused = rows.filter(({ number }) => number < 20 || number >= 85 || number === 30);
    const { outage, over, resolution } = found(measure({ ...observed, rows: paused, survivors: [] }));
    assert.ok(Math.abs(outage - 4.1) < 1e-6 && Math.abs(over - 14.02) < 1e-6, `${outage} until ${over}`);
    assert.equal(resolution.toFixed(1), "5.5", "the pause before the event is how fine it can be seen");
  });

  it("takes the time until the response had worked, where writes never stop", () => {
    const { outage, over } = found(
      measure({ ...observed, rows: rowsWith(200), survivors: numbersOf(rowsWith(200)), measures: "response" }),
    );
    assert.deepEqual([outage.toFixed(3), over], ["5.100", 15]);
  });

  it("tells a lost answer from a row that nobody sent", () => {
    const survivors = [...numbersOf(confirmed(rows)), 95, 1000];
    const { answersLost, unexplained, lostRows } = found(measure({ ...observed, survivors }));
    assert.deepEqual({ answersLost, unexplained, lostRows }, { answersLost: 1, unexplained: 1, lostRows: 0 });
  });

  it("says when it cannot measure", () => {
    const few = measure({ ...observed, event: 1.1, survivors: [] });
    assert.deepEqual(few, {
      impossible: `only 1 writes were acknowledged before the event; fits at least ${fewestRows}`,
    });
    const never = rows.filter(({ sent }) => sent < 14);
    assert.deepEqual(measure({ ...observed, rows: never, survivors: [] }), {
      impossible: "no write that was sent after the response was acknowledged",
    });
  });

  it("never calls an acknowledged row that is gone anything but lost", () =>
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 200 })), (survivors) => {
        const { lostRows } = found(measure({ ...observed, survivors }));
        assert.equal(lostRows, confirmed(rows).filter(({ number }) => !survivors.includes(number)).length);
      }),
    ));
});

describe("the time that a real cloud would have taken", () => {
  it("puts the cloud's own times in the place of the simulator's", () => {
    const times = [
      { what: "failover", took: 2, published: 120, source: "" },
      { what: "pulumi up", took: 0, published: 300, source: "" },
    ];
    assert.equal(modelled(10, times), 428);
    assert.equal(modelled(10, []), 10);
    assert.equal(modelled(1, times), 420, "what the simulator took outside the gap shortens nothing");
  });
});
