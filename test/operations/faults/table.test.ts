import assert from "node:assert/strict";
import type { Row } from "../../../operations/faults/passage.ts";
import { complaints, isGood, table } from "../../../operations/faults/table.ts";

const clean = { duplicated: [], orphaned: [], lost: [], pending: [] };
const good: Row = {
  fault: "answer lost",
  command: "up",
  at: "create of ec2/Vpc network",
  runs: 1,
  adopted: 1,
  findings: clean,
  differences: [],
};

describe("the table of faults", () => {
  it("has a line for each, and says what became of it", () => {
    const [head = "", line = ""] = table([good]).split("\n");
    assert.match(head, /^run +fault +struck at +adopted +runs +duplicated +orphaned +lost$/);
    assert.match(line, /^up +answer lost +create of ec2\/Vpc network +1 +1 +0 +0 +0 +converged$/);
    assert.equal(complaints([good]), "");
  });

  const bad: readonly [string, Partial<Row>, RegExp][] = [
    ["struck nothing", { at: undefined }, /up, answer lost: nothing was left for it to strike/],
    ["was never made good", { runs: undefined }, /up, answer lost, create of ec2\/Vpc network/],
    [
      "left an orphan",
      { findings: { ...clean, orphaned: ["aws:ec2/vpc:Vpc vpc-1"] } },
      /orphaned: aws:ec2\/vpc:Vpc vpc-1/,
    ],
    ["left an operation open", { findings: { ...clean, pending: ["creating urn"] } }, /pending: creating urn/],
    ["ended elsewhere than an undisturbed run", { differences: ["urn is missing"] }, /differs: urn is missing/],
  ];
  for (const [what, change, complaint] of bad) {
    it(`fails one that ${what}`, () => {
      const row = { ...good, ...change };
      assert.equal(isGood(row), false);
      assert.match(table([row]), /FAILED$/);
      assert.match(complaints([good, row]), complaint);
    });
  }
});
