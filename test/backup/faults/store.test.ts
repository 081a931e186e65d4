import assert from "node:assert/strict";
import type { Ill } from "../support/faulty-store.ts";
import { remoteAt } from "../support/object-store.ts";
import { runBackup, startBackup, succeed } from "../support/run.ts";
import { type Backup, Safe } from "../support/safe.ts";
import { newTenant } from "../support/tenant.ts";

describe("object store", () => {
  let safe: Safe;
  let earlier: Backup;
  before(async () => {
    safe = await Safe.open();
    earlier = await safe.dump();
  });
  after(() => safe.stop());

  const data = /\/data\//;
  const change = () => safe.tenant.ask("UPDATE sale_order SET amount_total = amount_total + 1");
  const backups = async () => JSON.parse(await safe.restic("snapshots", "--json", "--no-lock")).length;

  it("refuses what is written: no backup is counted, the next step is named, the next dump is whole", async () => {
    await change();
    const before = await backups();
    safe.faulty.strike({ method: "PUT", path: data, does: refusal(403, "AccessDenied") });
    const { code, stderr } = await runBackup("dump", safe.through("dump"));
    safe.faulty.calm();
    assert.equal(code, 9);
    assert.match(stderr, /restic backup: .*Next: check the identity's rights/);
    assert.equal(await backups(), before);
    assert.notEqual((await safe.dump()).snapshot, earlier.snapshot);
    assert.equal(await safe.digest(earlier.snapshot), earlier.digest);
  });

  it("answers that it is busy: the dump rides it out", async () => {
    await change();
    const struck = safe.faulty.strike({ method: "PUT", path: data, times: 2, does: refusal(503, "SlowDown") });
    await succeed("dump", safe.through("dump"));
    safe.faulty.calm();
    assert.equal(struck.count, 2);
  });

  for (const [what, ill, next] of [
    ["is full", refusal(507, "XMinioStorageFull"), /Next: make room in the object store/],
    ["finds the clock wrong", refusal(403, "RequestTimeTooSkewed"), /Next: set the clock of the machine/],
  ] as const)
    it(`${what}: the dump says so while it tries on, and again when its time is over`, async () => {
      await change();
      const before = await backups();
      safe.faulty.strike({ method: "PUT", path: data, does: ill });
      const running = startBackup("dump", safe.through("dump"));
      await running.said("retrying after");
      running.child.kill("SIGTERM");
      const { code, stderr } = await running.ended;
      safe.faulty.calm();
      assert.equal(code, 143);
      assert.match(stderr, next);
      assert.equal(await backups(), before);
      assert.equal(await safe.digest(earlier.snapshot), earlier.digest);
    });

  it("is full when an archive comes: none is counted, the next one is whole", async () => {
    const ARCHIVE_REMOTE = remoteAt(safe.faulty.host, "archives");
    const environment = { ...safe.tenant.environment.archive, ...safe.store.environment, ARCHIVE_REMOTE };
    safe.faulty.strike({ method: "PUT", path: /files\.tar/, does: refusal(507, "XMinioStorageFull") });
    const { code, stderr } = await runBackup("archive", environment);
    safe.faulty.calm();
    assert.equal(code, 9);
    assert.match(stderr, /Next: make room in the object store/);
    const { archive } = await succeed("archive", environment);
    const target = await newTenant({ rows: 0, repositoryOf: safe.tenant });
    const restore = { ...target.environment.restore, ...safe.store.environment, ARCHIVE_REMOTE };
    await succeed("restore", { ...restore, ARCHIVE: String(archive) });
  });

  it("is slow, and breaks answers off in the middle: the backup is checked all the same", async () => {
    const { asked } = safe.faulty;
    const before = asked.length;
    const slow = safe.faulty.strike({ method: "GET", path: /./, does: { kind: "slow", milliseconds: 20 } });
    const dumped = await succeed("dump", safe.through("dump"));
    assert.equal(slow.count, asked.slice(before).filter((line) => line.startsWith("GET")).length);
    const cut = safe.faulty.strike({ method: "GET", path: data, times: 2, does: { kind: "cut" } });
    assert.equal((await succeed("verify", safe.through("verify"))).snapshot, dumped.snapshot);
    safe.faulty.calm();
    assert.equal(cut.count, 2);
  });

  it("is asked by two runs at once: the second waits, and both are whole", async () => {
    await change();
    const struck = safe.faulty.strike({ method: "PUT", path: data, times: 1, does: { kind: "hold" } });
    const dumping = startBackup("dump", safe.through("dump"));
    await struck.first;
    const pruning = startBackup("prune", safe.direct("prune"));
    await pruning.said("another run holds the repository; waiting for it");
    safe.faulty.calm();
    const [dumped, pruned] = await Promise.all([dumping.ended, pruning.ended]);
    assert.deepEqual([dumped.code, pruned.code], [0, 0], dumped.stderr + pruned.stderr);
    assert.match(await safe.restic("check", "--read-data"), /no errors were found/);
    assert.equal((await succeed("verify", safe.direct("verify"))).snapshot, dumped.result.snapshot);
  });
});

function refusal(status: number, code: string): Ill {
  return { kind: "refuse", status, code };
}
