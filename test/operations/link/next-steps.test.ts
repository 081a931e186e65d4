import assert from "node:assert/strict";
import { nextSteps } from "../../../operations/link/next-steps.ts";

const pair = { stack: "aws-rebuild", peer: "aws-warehouse" };
const up = (stack: string) => `npx pulumi up -s ${stack} --policy-pack policy-pack`;

describe("what comes after a link", () => {
  it("is the recovery; a receiver of copies then tells its sender, which comes last", () => {
    assert.deepEqual(nextSteps({ ...pair, learnt: true, sends: false, told: false }), [up("aws-rebuild")]);
    assert.deepEqual(nextSteps({ ...pair, learnt: true, sends: true, told: true }), [
      up("aws-rebuild"),
      "npx longshore link --stack aws-rebuild",
      up("aws-warehouse"),
    ]);
  });

  it("is the sender alone, where only that one learnt something", () => {
    assert.deepEqual(nextSteps({ ...pair, learnt: false, sends: true, told: true }), [up("aws-warehouse")]);
    assert.deepEqual(nextSteps({ ...pair, learnt: false, sends: true, told: false }), []);
  });
});
