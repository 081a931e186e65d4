import assert from "node:assert/strict";
import { readPower } from "../../../operations/simulator/power.ts";

describe("a power cut on order", () => {
  it("names a place and a state", () => {
    assert.deepEqual(readPower(["eu-central-1", "off"], "region"), { name: "eu-central-1", state: "off" });
    assert.deepEqual(readPower(["eu-central-1a", "on"], "zone"), { name: "eu-central-1a", state: "on" });
  });

  for (const args of [[], ["eu-central-1"], ["off"], ["eu-central-1", "of"], ["eu-central-1", "off", "on"]])
    it(`is not ${args.join(" ") || "nothing"}`, () =>
      assert.throws(() => readPower(args, "region"), /fits the name of a region and off or on/));
});
