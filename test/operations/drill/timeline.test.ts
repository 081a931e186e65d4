import assert from "node:assert/strict";
import { observed } from "../../../operations/drill/marks.ts";
import type { Row } from "../../../operations/drill/scenario.ts";
import { bySecond } from "../../../operations/drill/seconds.ts";
import { drawTimeline } from "../../../operations/drill/timeline.ts";

const row = (number: number, acknowledged: number | undefined, failed?: Row["failed"]): Row => ({
  number,
  sent: (acknowledged ?? failed?.at ?? 0) - 0.1,
  acknowledged,
  failed,
});
const rows = [row(1, 0.4), row(2, 0.9), row(3, undefined, { at: 1.5, why: "503" }), row(4, 3.2)];

const measured = {
  measurement: {
    ...{ lostRows: 0, lostSeconds: 0, answersLost: 0, unexplained: 0, resolution: 0.5 },
    ...{ outage: 2.3, over: 3.2 },
  },
};

describe("the timeline of a drill", () => {
  it("counts acknowledged writes in the second of their acknowledgement, lost ones and others apart", () => {
    assert.deepEqual(bySecond(rows, [2]), [
      { served: 1, lost: 1, refused: 0 },
      { served: 0, lost: 0, refused: 1 },
      { served: 0, lost: 0, refused: 0 },
      { served: 1, lost: 0, refused: 0 },
    ]);
  });

  it("adds to the marks what was seen from outside, in the order of time", () => {
    const marks = observed([{ at: 1, kind: "event", what: "a pod ends" }], rows, 1, measured);
    assert.deepEqual(
      marks.map(({ at, kind }) => [at, kind]),
      [
        [1, "event"],
        [1.5, "detected"],
        [3.2, "recovered"],
      ],
    );
    assert.deepEqual(observed([], rows, 2, { impossible: "" }), [], "a failure before the event is not of it");
  });

  it("draws a bar for each kind of write in a second, the gap, and a line for each mark, with every text escaped", () => {
    const svg = drawTimeline({
      title: "a < b & c",
      rows,
      lost: [2],
      marks: [{ at: 1, kind: "event", what: 'the pod "web" ends' }],
      measured,
    });
    // Two of the first second, one of what was not served, one of the last.
    assert.equal(svg.match(/<rect class="bar"/g)?.length, 4);
    assert.equal(svg.match(/<rect class="outage"/g)?.length, 1);
    assert.match(svg, />RTO 2\.3 s</);
    assert.match(svg, /<title id="title">a &lt; b &amp; c<\/title>/);
    assert.match(svg, />the pod &quot;web&quot; ends</);
    assert.doesNotMatch(svg, /NaN|undefined/);
  });

  it("keeps the numbers of marks apart that are close to each other", () => {
    const marks = [0, 1, 1, 90].map((at) => ({ at, kind: "step" as const, what: "" }));
    const svg = drawTimeline({ title: "", rows: [], lost: [], marks, measured: { impossible: "" } });
    // Each mark has one in the picture and one in the list.
    const heights = [...svg.matchAll(/<circle cx="[^"]+" cy="([^"]+)"/g)].map(([, y]) => Number(y));
    const [first, second, third, last] = heights.filter((_, place) => place % 2 === 0);
    assert.equal(new Set([first, second, third]).size, 3);
    assert.equal(last, first);
  });

  it("draws where nothing was ever written", () => {
    const svg = drawTimeline({ title: "", rows: [], lost: [], marks: [], measured: { impossible: "no rows" } });
    assert.doesNotMatch(svg, /NaN|Infinity|class="outage"/);
  });
});
