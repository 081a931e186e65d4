import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { processorTime, workerOf } from "../../../operations/bench/processor-time.ts";

/** Spends half a second of the processor and lives on until somebody has looked. */
const busy = `
const spent = () => process.cpuUsage().user + process.cpuUsage().system;
while (spent() < 5e5) for (let n = 0; n < 1e6; n += 1);
setTimeout(() => {}, 300);`;

describe("the processor's time of a preview", () => {
  before(function () {
    if (process.platform !== "linux") this.skip();
  });

  it("counts what processes spend while they work, not what they spent before", async () => {
    const run = () => promisify(execFile)(process.execPath, ["-e", busy]);
    const idle = await processorTime(
      () => [process.pid],
      async () => {},
    );
    const { engine } = await processorTime(() => [process.pid], run);
    assert.ok(idle.engine < 0.25, `${idle.engine} s`);
    assert.ok(engine >= 0.4, `${engine} s`);
  });

  it("knows program, plugins and engine by their commands", () => {
    const commands = [
      "node /w/node_modules/@pulumi/pulumi/cmd/run/index.js --monitor 127.0.0.1:1",
      "node /w/simulator/engine/plugin.ts aws /home",
      "node /w/simulator/daemon.ts",
      "node /w/simulator/engine/language/host.ts 127.0.0.1:1",
      "pulumi preview",
    ];
    assert.deepEqual(
      commands.map((command) => workerOf({ command })),
      ["program", "plugins", "plugins", "engine", "engine"],
    );
  });
});
