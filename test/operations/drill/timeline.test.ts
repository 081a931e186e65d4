import assert from "node:assert/strict";
import { observed } from "../../../operations/drill/marks.ts";
import type { Row } from "../../../operations/drill/scenario.ts";
import { bySecond, drawTimeline } from "../../../operations/drill/timeline.ts";

const row = (number: number, acknowledged: number | undefined, failed?: Row["failed"]): Row => ({
  number,
  sent: (acknowledged ?? failed?.at ?? 0) - 0.1,
  acknowledged,
  failed,
});
const rows = [row(1, 0.4), row(2, 0.9), row(3, undefined, { at: 1.5, why: "503" }), row(4, 3.2)];

describe("the timeline of a drill", () => {
  it("counts acknowledged writes in the second of their acknowledgement, lost ones apart", () => {
    assert.deepEqual(bySecond(rows, [2]), [
      { served: 1, lost: 1 },
      { served: 0, lost: 0 },
      { served: 0, lost: 0 },
      { served: 1, lost: 0 },
    ]);
  });

  it("adds to the marks what was seen from outside, in the order of time", () => {
    const marks = observed([{ at: 1, kind: "event", what: "a pod ends" }], rows, 1, {
      measurement: {
        ...{ lostRows: 0, lostSeconds: 0, answersLost: 0, unexplained: 0, resolution: 0.5 },
        ...{ outage: 2.3, over: 3.2 },
      },
    });
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

  it("draws a bar for each second with writes and a line for each mark, with every text escaped", () => {
    const svg = drawTimeline({
      title: "a < b & c",
      rows,
      lost: [2],
      marks: [{ at: 1, kind: "event", what: 'the pod "web" ends' }],
    });
    // The background, two bars of the first second, one of the last.
    assert.equal(svg.match(/<rect/g)?.length, 4);
    assert.match(svg, /<title id="title">a &lt; b &amp; c<\/title>/);
    assert.match(svg, /event: the pod &quot;web&quot; ends/);
    assert.doesNotMatch(svg, /NaN|undefined/);
  });

  it("draws where nothing was ever written", () => {
    assert.doesNotMatch(drawTimeline({ title: "", rows: [], lost: [], marks: [] }), /NaN|Infinity/);
  });
});
