import assert from "node:assert/strict";
import { Bed } from "../../../operations/faults/bed.ts";
import { runCourse } from "../../../operations/faults/course.ts";
import { drillsOf } from "../../../operations/faults/drills.ts";
import type { Row } from "../../../operations/faults/passage.ts";
import { complaints, isGood } from "../../../operations/faults/table.ts";
import { small } from "./support.ts";

const clouds = [
  {
    cloud: "aws",
    subject: small("pier", "123456789012", "eu-central-1"),
    // A subnet whose id AWS draws, and a role whose name leaves no room for two.
    flags: ["--config", "range=10.0.9.0/24", "--config", "path=/pier/"],
    back: ["--config", "range=10.0.0.0/24", "--config", "path=/"],
    every: 1,
  },
  {
    cloud: "azure",
    subject: small("quay", "00000000-0000-4000-8000-000000000001", "germanywestcentral"),
    flags: ["--config", "identity=quay-writer"],
    back: ["--config", "identity=quay-reader"],
    // Kills differ from AWS's in how ids are found, which lost answers show as well.
    every: 3,
  },
];

for (const { cloud, subject, flags, back, every } of clouds) {
  describe(`a stack on ${cloud} under faults`, function () {
    this.timeout(1_200_000);
    let rows: readonly Row[];
    before(async () => {
      const bed = await Bed.open(subject);
      const course = { ...drillsOf(cloud), every, replacement: { flags, back, every } };
      try {
        rows = await runCourse(
          bed,
          course,
          () => true,
          () => {},
        );
      } finally {
        await bed.close();
      }
    });

    it("meets each of them, and is whole after the next run", () => {
      assert.ok(rows.every(isGood), complaints(rows));
    });

    it(`is killed at every operation, or every ${every} of them, of an up, a replacement and a destroy`, () => {
      const places = rows.filter(({ fault }) => fault === "engine killed").map(({ at }) => at ?? "");
      const struck = (kind: string) => new Set(places.filter((at) => at.startsWith(kind))).size;
      // Each program has five resources.
      if (every === 1) assert.deepEqual([struck("create"), struck("delete")], [5, 5]);
      else assert.ok(struck("create") > 0 && struck("delete") > 0);
    });

    it("gets back by its tags or its name what was made without an answer", () => {
      const lost = rows.filter(({ fault }) => fault.startsWith("answer lost"));
      assert.deepEqual(
        lost.map(({ adopted, runs }) => ({ adopted, runs })),
        [
          { adopted: 1, runs: 1 },
          { adopted: 1, runs: 1 },
        ],
      );
    });
  });
}
