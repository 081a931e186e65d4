import assert from "node:assert/strict";
import { parseOptions } from "../../../operations/start/options.ts";

describe("options of npm start", () => {
  it("are the production platform on AWS and a small company, where nothing is said", () => {
    const all = { stack: "aws-production", rows: 20_000, report: undefined, down: false };
    assert.deepEqual(parseOptions([]), all);
    assert.deepEqual(parseOptions(["--rows", "1000000", "--report", "x.json"]), {
      ...all,
      rows: 1e6,
      report: "x.json",
    });
  });

  it("are refused with what was found and what fits", () => {
    for (const rows of ["many", "-3", "999", "1.5"]) {
      assert.throws(
        () => parseOptions([`--rows=${rows}`]),
        new RegExp(`--rows: found ${rows}; fits a whole number from 1000`),
      );
    }
    assert.throws(() => parseOptions(["--stak", "x"]), /Unknown option '--stak'/);
  });
});
