import assert from "node:assert/strict";
import { isRefused } from "../../../operations/drill/scenarios/former-primary.ts";
import { calls } from "../../../operations/drill/scenarios/lost-region.ts";

describe("a drill of a lost region", () => {
  const attempt = { region: "us-east-2", by: "pulumi", call: "read aws:s3/bucket:Bucket files", times: 2 } as const;

  it("counts Pulumi's calls to that region, and no others", () => {
    assert.equal(
      calls({ off: ["us-east-2"], attempts: [attempt] }, ["us-east-2"]),
      "2 × read aws:s3/bucket:Bucket files",
    );
    const others = [
      { ...attempt, region: "us-west-2" },
      { ...attempt, by: "program" as const },
    ];
    assert.equal(calls({ off: ["us-east-2"], attempts: others }, ["us-east-2"]), undefined);
  });

  it("takes a closed login for a refusal, and neither a server that is away nor one that answers", () => {
    assert.equal(isRefused(new Error('FATAL:  password authentication failed for user "odoo"')), true);
    assert.equal(isRefused(new Error("connection refused")), false);
    assert.equal(isRefused("1"), false);
  });
});
