/** What is off, and who called there: a record that outlives the simulator's process. */
import assert from "node:assert/strict";
import { Outages, RegionOff } from "../../../simulator/regions/outages.ts";
import { removeFolder, temporaryFolder } from "../../support/temporary.ts";

const region = "eu-central-1";

describe("outages", () => {
  let folder: string;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => removeFolder(folder));

  it("refuses calls to a region that is off, names it and counts them by caller", () => {
    const outages = new Outages(folder);
    outages.demand(region, "create aws:ec2/vpc:Vpc main");
    outages.switch(region, "off");
    for (let time = 0; time < 2; time += 1)
      assert.throws(
        () => outages.demand(region, "create aws:ec2/vpc:Vpc main"),
        new RegionOff(region, "create aws:ec2/vpc:Vpc main"),
      );
    assert.throws(
      () => outages.demand(region, "sts", "program"),
      /^RegionOff: sts: the region eu-central-1 is switched off/,
    );
    outages.demand("eu-west-1", "create aws:ec2/vpc:Vpc main");
    assert.deepEqual(outages.attempts, [
      { region, by: "pulumi", call: "create aws:ec2/vpc:Vpc main", times: 2 },
      { region, by: "program", call: "sts", times: 1 },
    ]);
  });

  it("keeps the record when the region is back, and begins a new one with the next outage", () => {
    const outages = new Outages(folder);
    outages.switch(region, "off");
    assert.throws(() => outages.demand(region, "read"));
    outages.switch(region, "on");
    outages.demand(region, "read");
    assert.equal(outages.attempts[0]?.times, 1);
    outages.switch(region, "off");
    assert.deepEqual(outages.attempts, []);
  });

  it("is continued by the next process", () => {
    const outages = new Outages(folder);
    for (const place of [region, "eu-west-1", "eu-west-1a"]) outages.switch(place, "off");
    outages.switch("eu-west-1", "on");
    const next = new Outages(folder);
    assert.deepEqual(next.off, [region, "eu-west-1a"]);
    assert.equal(next.isOff("eu-west-1"), false);
  });
});
