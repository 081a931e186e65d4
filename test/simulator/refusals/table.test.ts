import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { refusalsFile, refusalsPage } from "./table.ts";

describe("the page of refusals", () => {
  it("stands in the docs as the definitions say it", () => {
    assert.equal(readFileSync(refusalsFile, "utf8"), refusalsPage(), "run node test/simulator/refusals/write.ts");
  });
});
