import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { closing } from "../../operations/closing.ts";
import { workTree } from "../../simulator/paths.ts";

const helper = join(workTree, "operations", "closing.ts");
/** Works for ever, once it has told the process to end. */
const brokenOff = `
  import { closing } from ${JSON.stringify(helper)};
  const opened = { close: async () => console.log("closed") };
  setInterval(() => {}, 1000);
  await closing(opened, () => {
    process.kill(process.pid, "SIGTERM");
    return new Promise(() => {});
  });`;

describe("work with something that has to be closed", () => {
  it("closes it in the end, and listens for nobody any more", async () => {
    let closed = 0;
    const opened = {
      close: async () => {
        closed += 1;
      },
    };
    const before = process.listenerCount("SIGINT");
    assert.equal(await closing(opened, async () => "done"), "done");
    await assert.rejects(
      closing(opened, () => Promise.reject(new Error("broken"))),
      /broken/,
    );
    assert.equal(closed, 2);
    assert.equal(process.listenerCount("SIGINT"), before);
  });

  it("closes it where the user breaks off, and ends with 1", async () => {
    const run = promisify(execFile)(process.execPath, ["--input-type=module", "--eval", brokenOff], {
      timeout: 180_000,
    });
    await assert.rejects(run, { code: 1, stdout: "closed\n" });
  }).timeout(180_000);
});
