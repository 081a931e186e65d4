import assert from "node:assert/strict";
import * as fc from "fast-check";
import { type Keep, planRetention } from "../../images/backup/src/retention.ts";
import type { Snapshot } from "../../images/backup/src/snapshots.ts";

const now = new Date("2026-11-22T12:00:00Z");
const standard: Keep = { daily: 7, weekly: 4, monthly: 3 };

const backup = (id: string, time: string | Date, ...tags: string[]): Snapshot => ({
  id,
  original: id,
  time: new Date(time),
  tags: ["tenant=harbor", "kind=scheduled", "manifest=abc", ...tags],
});
const record = (id: string, of: string): Snapshot => ({
  id,
  original: id,
  time: now,
  tags: ["tenant=harbor", `verified=${of}`],
});
const daysAgo = (days: number, hour = 2) => new Date(Date.UTC(2026, 10, 22 - days, hour));
const keptIds = (snapshots: readonly Snapshot[], keep = standard) =>
  planRetention(snapshots, keep, now).kept.map(({ id }) => id);

describe("retention", () => {
  it("keeps 7 daily, 4 weekly and 3 monthly of a year of nightly backups", () => {
    const year = Array.from({ length: 365 }, (_, days) => backup(`d${days}`, daysAgo(days)));
    // Sundays of the weeks before, and the last nights of the two months before.
    assert.deepEqual(
      keptIds(year).sort(),
      ["d0", "d1", "d2", "d3", "d4", "d5", "d6", "d7", "d14", "d21", "d22", "d53"].sort(),
    );
  });

  it("keeps the newest of a day", () => {
    const kept = keptIds([backup("early", daysAgo(1, 1)), backup("late", daysAgo(1, 23)), backup("today", daysAgo(0))]);
    assert.deepEqual(kept.sort(), ["late", "today"]);
  });

  it("never removes the newest verified backup, however old it is", () => {
    const many = Array.from({ length: 90 }, (_, days) => backup(`d${days}`, daysAgo(days)));
    const snapshots = [...many, backup("old", "2025-01-01T00:00:00Z"), record("r", "old")];
    const plan = planRetention(snapshots, standard, now);
    assert.deepEqual(
      plan.kept.find(({ id }) => id === "old"),
      { id: "old", reasons: ["newest verified"], verified: true },
    );
    assert.ok(!plan.removed.includes("r"));
  });

  it("knows a verified backup again after its tags were changed", () => {
    const changed = { ...backup("new-id", "2025-01-01T00:00:00Z"), original: "old-id" };
    assert.deepEqual(keptIds([changed, backup("d0", daysAgo(0)), record("r", "old-id")]).sort(), ["d0", "new-id"]);
  });

  it("keeps final backups and those under a legal hold for ever", () => {
    const held = backup("held", "2020-01-01T00:00:00Z", "legal-hold");
    const last = { ...backup("last", "2020-01-02T00:00:00Z"), tags: ["kind=final", "manifest=abc"] };
    const years = Array.from({ length: 400 }, (_, days) => backup(`d${days}`, daysAgo(days)));
    const kept = keptIds([held, last, ...years]);
    assert.ok(kept.includes("held") && kept.includes("last"));
  });

  it("removes the records of backups that go", () => {
    const many = Array.from({ length: 9 }, (_, days) => backup(`d${days}`, daysAgo(days)));
    const plan = planRetention(
      [...many, record("r8", "d8"), record("r0", "d0")],
      { daily: 1, weekly: 0, monthly: 0 },
      now,
    );
    assert.ok(plan.removed.includes("r8") && !plan.removed.includes("r0"));
  });

  it("does not let a backup dated in the future push others out", () => {
    const future = Array.from({ length: 20 }, (_, days) => backup(`f${days}`, daysAgo(-1 - days)));
    const true7 = Array.from({ length: 7 }, (_, days) => backup(`d${days}`, daysAgo(days)));
    const kept = keptIds([...future, ...true7]);
    for (const { id } of true7) assert.ok(kept.includes(id), id);
  });

  const snapshots = fc.array(
    fc.record({
      time: fc.date({ min: new Date("2024-01-01"), max: now, noInvalidDate: true }),
      kind: fc.constantFrom("scheduled", "before-upgrade", "final"),
      held: fc.boolean(),
      verified: fc.boolean(),
    }),
    { maxLength: 80 },
  );
  const keeps = fc.record({ daily: fc.integer({ min: 1, max: 9 }), weekly: fc.nat(6), monthly: fc.nat(6) });
  const build = (made: readonly { time: Date; kind: string; held: boolean; verified: boolean }[]) =>
    made.flatMap(({ time, kind, held, verified }, index) => {
      const tags = [`kind=${kind}`, "manifest=abc", ...(held ? ["legal-hold"] : [])];
      const one = { id: `s${index}`, original: `s${index}`, time, tags };
      return verified ? [one, record(`r${index}`, one.id)] : [one];
    });

  it("either keeps or removes each backup, and what it keeps it would keep again", () => {
    fc.assert(
      fc.property(snapshots, keeps, (made, keep) => {
        const all = build(made);
        const plan = planRetention(all, keep, now);
        const kept = plan.kept.map(({ id }) => id);
        const gone = new Set(plan.removed);
        assert.equal(new Set([...kept, ...plan.removed.filter((id) => id.startsWith("s"))]).size, made.length);
        const again = planRetention(
          all.filter(({ id }) => !gone.has(id)),
          keep,
          now,
        );
        assert.deepEqual(again.removed, []);
      }),
    );
  });

  it("keeps at most what the numbers allow, beside holds, the newest and the newest verified", () => {
    fc.assert(
      fc.property(snapshots, keeps, (made, keep) => {
        const { kept } = planRetention(build(made), keep, now);
        const byRule = kept.filter(({ reasons }) => reasons.some((reason) => /daily|weekly|monthly/.test(reason)));
        assert.ok(byRule.length <= keep.daily + keep.weekly + keep.monthly);
        const others = kept.filter((one) => !byRule.includes(one));
        assert.ok(others.every(({ reasons }) => reasons.some((reason) => /newest|final|legal/.test(reason))));
      }),
    );
  });

  it("never removes the last verified backup", () => {
    fc.assert(
      fc.property(snapshots, keeps, (made, keep) => {
        const { kept } = planRetention(build(made), keep, now);
        assert.equal(
          kept.some(({ verified }) => verified),
          made.some(({ verified }) => verified),
        );
      }),
    );
  });

  it("removes nothing that it would keep with the right clock, where the clock is wrong by hours", () => {
    const clock = fc.integer({ min: -72, max: 72 }).map((hours) => new Date(now.getTime() + hours * 3_600_000));
    fc.assert(
      fc.property(snapshots, keeps, clock, (made, keep, wrong) => {
        const [right, skewed] = [now, wrong].map((time) => planRetention(build(made), keep, time));
        const kept = new Set(right?.kept.map(({ id }) => id));
        assert.deepEqual(
          skewed?.removed.filter((id) => kept.has(id)),
          [],
        );
      }),
    );
  });
});
