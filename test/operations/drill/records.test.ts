import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { duration, recordsFolder, recordsPage, renderRecords } from "../../../operations/drill/records.ts";
import { readReport } from "../../../operations/drill/report.ts";
import { workTree } from "../../../simulator/paths.ts";

const files = (ending: string): readonly string[] =>
  readdirSync(join(workTree, recordsFolder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(ending))
    .map((file) => join(workTree, recordsFolder, file));

describe("records of drills", () => {
  it("are in the table; else: npx longshore drill --records", () => {
    assert.equal(readFileSync(join(workTree, recordsPage), "utf8"), renderRecords(workTree));
  });

  it("are each a report, a record that says the same, and a picture", () => {
    for (const file of files(".json")) {
      const { scenario, stack, verdict } = readReport(file);
      assert.equal(file, join(workTree, recordsFolder, stack, `${scenario}.json`));
      const [record, picture] = [file.replace(/json$/, "md"), file.replace(/json$/, "svg")];
      assert.match(readFileSync(record, "utf8"), new RegExp(`^# Drill ${scenario} on ${stack}: ${verdict}\n`));
      assert.ok(existsSync(picture), picture);
    }
    assert.equal(files(".svg").length, files(".json").length);
  });

  it("give times as people say them", () => {
    const given = [null, 0, 83.8, 120, 443.8, 3600, 5400].map(duration);
    assert.deepEqual(given, ["–", "0 s", "83.8 s", "2 min", "7 min 24 s", "1 h", "1 h 30 min"]);
  });
});
