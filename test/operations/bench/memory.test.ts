import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { peakMemory, residentMemory } from "../../../operations/bench/memory.ts";

/** Holds 200 MiB once it has said so, in a child of its own child. */
const greedy = `
const { spawn } = require("node:child_process");
const held = "const all = Buffer.alloc(200 * 2 ** 20, 1); console.log('held'); setInterval(() => all, 1000)";
const child = spawn(process.execPath, ["-e", held], { stdio: ["ignore", "inherit", "ignore"] });
process.on("SIGTERM", () => { child.kill(); child.once("exit", () => process.exit()); });
`;

describe("memory of processes", () => {
  before(function () {
    if (process.platform !== "linux") this.skip();
  });

  it("is that of a process and all that it started, at its highest", async () => {
    const child = spawn(process.execPath, ["-e", greedy], { stdio: ["ignore", "pipe", "ignore"] });
    const pid = child.pid ?? 0;
    let looked = () => {};
    const roots = () => {
      looked();
      return [pid];
    };
    const { mebibytes } = await peakMemory(roots, async () => {
      await once(child.stdout, "data");
      await new Promise<void>((resolve) => {
        looked = resolve;
      });
    });
    child.kill("SIGTERM");
    await once(child, "exit");
    assert.ok(mebibytes > 200, `${mebibytes} MiB`);
    assert.equal(residentMemory([pid]), 0);
  });
});
