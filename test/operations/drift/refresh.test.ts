import assert from "node:assert/strict";
import { parseRefresh } from "../../../operations/drift/refresh.ts";

const log = (...events: readonly object[]): string => `${events.map((event) => JSON.stringify(event)).join("\n")}\n`;
const read = (metadata: object) => ({ resOutputsEvent: { metadata } });

describe("what a refresh says", () => {
  it("is drift where the engine says update or delete, and where it differs", () => {
    const { drifted } = parseRefresh(
      log(
        read({ op: "same", urn: "urn:a", old: {}, new: {} }),
        read({
          op: "update",
          urn: "urn:b",
          old: { inputs: { size: 1 }, outputs: { size: 1, zone: "a" } },
          new: { inputs: { size: 2 }, outputs: { size: 2, zone: "b" } },
          detailedDiff: { size: { inputDiff: true }, zone: { inputDiff: false } },
        }),
        read({ op: "delete", urn: "urn:c", old: { protect: true }, new: null, detailedDiff: null }),
      ),
    );
    const properties = [
      { path: "size", stackSays: "1", cloudSays: "2" },
      { path: "zone", stackSays: "a", cloudSays: "b" },
    ];
    assert.deepEqual(drifted, [
      { urn: "urn:b", kind: "changed", properties, protected: false },
      { urn: "urn:c", kind: "deleted", properties: [], protected: true },
    ]);
  });

  it("names properties where a provider gives no details", () => {
    const [old, now] = [{ inputs: { size: 1 } }, { inputs: { size: 2 } }];
    const { drifted } = parseRefresh(log(read({ op: "update", urn: "urn:a", old, new: now, diffs: ["size"] })));
    assert.deepEqual(drifted[0]?.properties, [{ path: "size", stackSays: "1", cloudSays: "2" }]);
  });

  it("tells what could not be read, with the cloud's words", () => {
    const { drifted, unread } = parseRefresh(
      log(
        { diagnosticEvent: { urn: "urn:a", message: "AccessDenied\n", severity: "error" } },
        { resOpFailedEvent: { metadata: { op: "refresh", urn: "urn:a" } } },
        { diagnosticEvent: { message: "update failed\n", severity: "error" } },
      ),
    );
    assert.deepEqual({ drifted, unread }, { drifted: [], unread: [{ urn: "urn:a", reason: "AccessDenied" }] });
  });
});
