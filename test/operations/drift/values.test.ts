import assert from "node:assert/strict";
import { showBoth } from "../../../operations/drift/values.ts";

/** As the engine's events and states write one. */
const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "canary" };
const hidden = ["a secret", "another one"];

describe("a value that differs", () => {
  it("is shown from both sides", () => {
    const old = { tags: { "cost center": "1" }, ranges: ["10.0.0.0/8"] };
    assert.deepEqual(showBoth(old, { tags: { "cost center": "2" } }, 'tags["cost center"]'), ["1", "2"]);
    assert.deepEqual(showBoth(old, {}, "ranges[0]"), ["10.0.0.0/8", "not set"]);
    assert.deepEqual(showBoth(old, { ranges: [] }, "ranges"), ['["10.0.0.0/8"]', "[]"]);
  });

  it("is never shown where it is secret, holds a secret or lies within one, on whichever side", () => {
    assert.deepEqual(showBoth({ password: secret }, { password: "canary" }, "password"), hidden);
    assert.deepEqual(showBoth({ password: "canary" }, { password: secret }, "password"), hidden);
    assert.deepEqual(showBoth({ users: [{ password: secret }] }, {}, "users"), hidden);
    assert.deepEqual(showBoth({ mode: secret }, { mode: { type: "canary" } }, "mode.type"), hidden);
  });

  it("is shown from a little before the first difference where it is long", () => {
    const policy = (effect: string) => `${"a".repeat(400)}${effect}${"z".repeat(400)}`;
    const [before, after] = showBoth({ policy: policy("Deny") }, { policy: policy("Allow") }, "policy");
    assert.match(before, /^…a{30}Denyz+…$/);
    assert.match(after, /^…a{30}Allowz+…$/);
    assert.ok(after.length < 130);
  });
});
