import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { growth, measurementsOf, type Round } from "../../../operations/bench/backups/figures.ts";
import { childrensSeconds } from "../../../operations/bench/processes.ts";
import { table } from "../../../operations/bench/table.ts";

describe("the benchmark of backups", () => {
  const taken = (seconds: number, processor: number) => ({ seconds, processor, mebibytes: 200 });
  /** @param slower  how many times as long the tool takes as the plain way for the first backup and for the restore */
  const round = (slower: number): Round => ({
    tool: { dump: taken(10 * slower, 20), again: taken(5, 8), restore: taken(20 * slower, 30), stored: 90 },
    plain: { dump: taken(10, 16), restore: taken(20, 24), stored: 100 },
  });

  it("sets the tool's throughput and processor time against the plain tools', by the middle round", () => {
    const rounds = [round(1), round(1.25), round(4)];
    const text = table(measurementsOf({ gigabytes: 1, bytes: 1e9, rounds }));
    assert.match(text, /^backup: throughput \/ plain tools', 1 GB +0\.80 +≥ 0\.9 +missed +3 rounds in turn/m);
    assert.match(text, /^backup: plain tools' processor time \/ the tool's, 1 GB +0\.80/m);
    assert.match(text, /^backup again, nothing new: throughput \/ plain tools', 1 GB +2\.00 +≥ 0\.9 +reached/m);
    assert.match(
      text,
      /^restore, the tool, 1 GB +40\.0 MB\/s +of database and files; 25\.0 s, 30\.0 s of the processor/m,
    );
    assert.match(text, /^bytes in the store \/ plain tools', 1 GB +0\.90/m);
  });

  it("tells whether more data takes longer for each byte", () => {
    const small = { gigabytes: 0.1, bytes: 1e8, rounds: [round(1)] };
    assert.deepEqual(growth([small]), []);
    const values = growth([small, { gigabytes: 1, bytes: 1e9, rounds: [round(20)] }]).map(({ value }) =>
      value?.toFixed(2),
    );
    assert.deepEqual(values, ["2.00", "0.10", "2.00", "0.10"]);
  });

  it("counts the processor's time of programs that have ended", async function () {
    if (process.platform !== "linux") this.skip();
    const before = childrensSeconds();
    const spend = "while (process.cpuUsage().user < 4e5) for (let n = 0; n < 1e6; n += 1);";
    await promisify(execFile)(process.execPath, ["-e", spend]);
    assert.ok(childrensSeconds() - before >= 0.35);
  }).timeout(180_000);
});
