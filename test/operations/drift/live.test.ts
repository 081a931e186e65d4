import assert from "node:assert/strict";
import { newIn } from "../../../operations/drift/find.ts";
import { asTheCloudSays } from "../../../operations/drift/live.ts";
import { parseState, resourcesOf } from "../../../operations/state.ts";

const state = (inputs: object, outputs: object) =>
  parseState({ deployment: { resources: [{ urn: "urn:a", type: "t", custom: true, inputs, outputs }] } });

describe("a refreshed state before the rules", () => {
  it("is judged by what somebody switched on beside the program as well", () => {
    const live = asTheCloudSays(
      state({ a: 1 }, { a: 1, public: false, arn: "x" }),
      state({ a: 1 }, { a: 1, public: true, arn: "x" }),
    );
    assert.deepEqual(resourcesOf(live)[0]?.inputs, { a: 1, public: true });
  });

  it("takes no secret for a change because it is encrypted anew", () => {
    const live = asTheCloudSays(state({}, { key: { ciphertext: "v1:1" } }), state({}, { key: { ciphertext: "v1:2" } }));
    assert.deepEqual(resourcesOf(live)[0]?.inputs, {});
  });

  it("breaks what it did not break before, finding by finding", () => {
    const broken = { rule: "database-private", level: "mandatory", severity: "critical", urn: "urn:a" };
    const [old, other] = ["a: found 1, fits 2", "b: found 1, fits 2"];
    const known = [{ ...broken, findings: [old] }];
    assert.deepEqual(newIn([{ ...broken, findings: [old, other] }], known), [{ ...broken, findings: [other] }]);
    assert.deepEqual(newIn(known, known), []);
    assert.equal(newIn([{ ...broken, urn: "urn:b", findings: [old] }], known).length, 1);
  });
});
