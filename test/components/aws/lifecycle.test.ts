import assert from "node:assert/strict";
import { lifecycleRules } from "../../../components/aws/lifecycle.ts";
import { bucketKinds } from "../../../components/contracts/objects.ts";

describe("lifecycle of objects", () => {
  for (const kind of bucketKinds) {
    it(`${kind}: old versions, abandoned uploads and rehearsals go, what else is newest stays`, () => {
      const rules = lifecycleRules(kind, 90);
      assert.partialDeepStrictEqual(rules[0], {
        noncurrentVersionExpiration: { noncurrentDays: 90 },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      });
      const byAge = rules.filter(({ expiration }) => expiration && "days" in expiration);
      assert.deepEqual(
        byAge.map(({ filter }) => filter.prefix),
        kind === "files" ? ["restores/"] : [],
      );
    });

    it(`${kind}: objects move to colder classes, after 30 days at the earliest`, () => {
      const days = lifecycleRules(kind, 90).flatMap(({ transitions = [] }) => transitions.map((step) => step.days));
      assert(days.length > 0);
      assert(days.every((day) => day >= 30));
      assert.deepEqual(
        days,
        [...days].sort((a, b) => a - b),
      );
    });
  }
});
