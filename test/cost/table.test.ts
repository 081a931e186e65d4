import assert from "node:assert/strict";
import { estimate } from "../../operations/cost/estimate.ts";
import { aws } from "../../operations/cost/prices.ts";
import { costLine, costTable } from "../../operations/cost/table.ts";
import { inCluster, platform, resource } from "./resources.ts";

describe("the estimate on a terminal", () => {
  const complete = estimate(platform, inCluster);
  const gappy = estimate([...platform, resource("aws:lambda/function:Function", "Network")], inCluster);

  it("says in one line how much, of which region and from when, and that other regions differ", () => {
    const line = costLine(complete);
    assert.equal(line.split("\n").length, 1);
    for (const part of ["$2,442.67 a month", "us-east-1", aws.asOf, "other regions differ"])
      assert(line.includes(part), line);
    assert(!line.includes("not priced"));
  });

  it("says in that line how many things have no price", () => {
    assert.match(costLine(gappy), /1 not priced/);
  });

  it("shows lines with quantity, price and sum, the splits, and what the sum lacks", () => {
    const table = costTable(gappy);
    for (const part of [
      /Database +PostgreSQL db\.m7g\.2xlarge +2 × 0\.674 per hour +\$984\.04\n/,
      /Secrets of harbor +secret +1 × 0\.4 per month +\$0\.40\n/,
      /together +\$2,442\.67\n/,
      /by business unit +velmora \$2,442\.27, harbor-freight \$0\.40\n/,
      /by tenant +shared \$2,442\.27, harbor \$0\.40\n/,
      /Not priced[^\n]*\n +aws:lambda\/function:Function: /,
      /Billed by use[\s\S]*objects in S3 Standard: \$0\.023 per GB-month/,
    ])
      assert.match(table, part);
  });

  it("leaves out the list of gaps where there are none", () => {
    assert(!costTable(complete).includes("Not priced"));
  });

  it("is no wider than a terminal of 140 columns", () => {
    for (const line of costTable(gappy).split("\n")) assert(line.length <= 140, line);
  });
});
