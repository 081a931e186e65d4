import assert from "node:assert/strict";
import { resultOf } from "../../../operations/start/entry-point.ts";
import { rehearsalFolder } from "../../../operations/start/rehearsal.ts";

describe("a rehearsed restore", () => {
  it("puts files beside the live ones, into a folder of its own", () => {
    assert.equal(
      rehearsalFolder(":s3,provider=AWS,env_auth:harbor-files/tenants/north", new Date("2026-11-22T08:00:00.000Z")),
      ":s3,provider=AWS,env_auth:harbor-files/restores/north/2026-11-22T08-00-00-000Z",
    );
  });

  it("is judged by the last line that the entry point wrote", () => {
    const result = { outcome: "succeeded", rows: 3, files: 1, bytes: 9, verified: true, seconds: 0.5 };
    const log = ["2026-11-22 restore: fetching", JSON.stringify({ result }), ""].join("\n");
    assert.deepEqual(resultOf(log), result);
    assert.equal(resultOf("it died\n"), undefined);
  });
});
