import assert from "node:assert/strict";
import { logRetention } from "../../../components/aws/logs.ts";

describe("retention of logs", () => {
  it("is what CloudWatch offers, at least as long as asked", () => {
    assert.equal(logRetention(90), 90);
    assert.equal(logRetention(91), 120);
    assert.equal(logRetention(3653), 3653);
  });
});
