import assert from "node:assert/strict";
import { formatDuration, formatProgress, type Progress, progressPrinter } from "../../simulator/toolchain/progress.ts";

const compiling = (done: number): Progress => ({
  part: 3,
  parts: 15,
  title: "etcd 3.6.8",
  doing: "compiled",
  done,
  total: 40,
  unit: "packages",
});

describe("progress of the set-up", () => {
  it("says what is made, how far it is, and for how long", () => {
    assert.equal(formatProgress(compiling(7), 185_000), "[ 3/15] etcd 3.6.8: compiled 7 of 40 packages · 3 min 05 s");
  });
  it("says what is known where no total is known", () => {
    const { total: _, ...open } = compiling(7);
    assert.equal(
      formatProgress({ ...open, doing: "downloading", unit: "modules" }, 0),
      "[ 3/15] etcd 3.6.8: downloading 7 modules · 0 s",
    );
  });
  it("counts minutes from 60 seconds on", () => {
    assert.equal(formatDuration(59_999), "59 s");
    assert.equal(formatDuration(60_000), "1 min 00 s");
  });

  it("writes a line for each part and one every 20 seconds to a log", () => {
    let now = 0;
    const lines: string[] = [];
    const printer = progressPrinter({ write: (text) => lines.push(text) }, () => now);
    for (const [at, done] of [
      [0, 1],
      [19_999, 2],
      [20_000, 3],
      [21_000, 4],
    ] as const) {
      now = at;
      printer.update(compiling(done));
    }
    printer.update({ ...compiling(0), title: "KWOK 0.8.0" });
    printer.end();
    assert.deepEqual(
      lines.map((line) => /(?<=\] ).*(?= of)/.exec(line)?.[0]),
      ["etcd 3.6.8: compiled 1", "etcd 3.6.8: compiled 3", "KWOK 0.8.0: compiled 0"],
    );
    assert.ok(lines.every((line) => line.endsWith("\n")));
  });

  it("keeps to one line of a terminal, and takes it away at the end", () => {
    const texts: string[] = [];
    const printer = progressPrinter({ isTTY: true, columns: 20, write: (text) => texts.push(text) }, () => 0);
    printer.update(compiling(1));
    printer.end();
    assert.deepEqual(texts, ["\r\u001b[2K[ 3/15] etcd 3.6.8:", "\r\u001b[2K"]);
  });
});
