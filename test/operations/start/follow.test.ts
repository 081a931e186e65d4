import assert from "node:assert/strict";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { follow } from "../../../operations/start/follow.ts";
import { removeFolder, temporaryFolder } from "../../support/temporary.ts";

describe("following a file", () => {
  const folder = temporaryFolder();
  after(() => removeFolder(folder));

  it("gives each line once and whole, from before the file is there to the end of its writer", async () => {
    const file = join(folder, "log");
    const { promise, resolve } = Promise.withResolvers<void>();
    const seen: string[] = [];
    const lines = follow(file, promise);
    const reading = (async () => {
      for await (const line of lines) {
        seen.push(line);
        if (line === "one") appendFileSync(file, "wo\nthr");
        if (line === "two") {
          appendFileSync(file, "ee\n");
          resolve();
        }
      }
    })();
    appendFileSync(file, "one\nt");
    await reading;
    assert.deepEqual(seen, ["one", "two", "three"]);
  });

  it("ends without a line where its writer leaves no file", async () => {
    for await (const line of follow(join(folder, "none"), Promise.resolve())) assert.fail(line);
  });
});
