import assert from "node:assert/strict";
import * as fc from "fast-check";
import { physicalName } from "../../components/names.ts";

const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,40}[a-z0-9]$/);

describe("physical names", () => {
  it("joins words with dashes while they fit", () => {
    assert.equal(physicalName(63, "longshore-production", "backups"), "longshore-production-backups");
  });

  it("never goes over the limit, and never ends in a dash", () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 16, max: 64 }), (prefix, part, limit) => {
        const name = physicalName(limit, prefix, part);
        assert(name.length <= limit);
        assert.match(name, /^[a-z].*[a-z0-9]$/);
      }),
    );
  });

  it("keeps two long names apart that begin alike", () => {
    const long = "longshore-production-velmora-nord-und-sued";
    assert.notEqual(physicalName(40, long, "dump"), physicalName(40, long, "prune"));
  });
});
