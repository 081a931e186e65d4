import assert from "node:assert/strict";
import { join } from "node:path";
import { readFiles } from "../../../images/backup/src/files.ts";
import { pathWithFakes } from "../support/fake.ts";
import type { Fault } from "../support/faulty-store.ts";
import { remoteAt } from "../support/object-store.ts";
import { type Environment, startBackup, succeed } from "../support/run.ts";
import { type Backup, kill, Safe, untilThere } from "../support/safe.ts";
import { everything, newTenant } from "../support/tenant.ts";

describe("process killed", () => {
  let safe: Safe;
  let earlier: Backup;
  let rows: string;
  before(async () => {
    safe = await Safe.open();
    rows = await everything(safe.tenant);
    earlier = await safe.dump();
  });
  after(() => safe.stop());

  /** Kills a command with its tools at a request that the store never answers. */
  async function killAt(command: string, environment: Environment, fault: Omit<Fault, "does">): Promise<void> {
    const struck = safe.faulty.strike({ ...fault, does: { kind: "hold" } });
    const running = startBackup(command, environment);
    const first = await Promise.race([struck.first, running.ended]);
    assert.equal(first, undefined, `it ended before ${fault.method} ${fault.path}: ${JSON.stringify(first)}`);
    await kill(running, safe.tenant);
    safe.faulty.calm();
  }

  it("in the middle of a dump: the database is let go, and the next dump is whole", async () => {
    const bed = await safe.copy("dump");
    const here = join(safe.tenant.folder, "dumping");
    const PATH = await pathWithFakes({ pg_dump: `"$real" "$@"; : > '${here}'; exec sleep 600` });
    const running = startBackup("dump", { ...bed.through("dump"), PATH });
    await untilThere(here, running);
    await kill(running, safe.tenant);
    assert.notEqual((await bed.dump()).snapshot, earlier.snapshot);
    assert.equal(await bed.digest(earlier.snapshot), earlier.digest);
  });

  it("in the middle of an upload, of data or snapshot: the next dump is whole and takes the lock away", async () => {
    const bed = await safe.copy("upload");
    for (const part of ["data", "snapshots"]) {
      await safe.tenant.ask("UPDATE res_partner SET name = name || '+'");
      await killAt("dump", bed.through("dump"), { method: "PUT", path: new RegExp(`/${part}/`) });
    }
    assert.notEqual(await bed.restic("list", "locks", "--no-lock"), "");
    const next = await succeed("dump", { ...bed.direct("dump"), READ_DATA_SUBSET: "100%" });
    assert.equal(await bed.restic("list", "locks", "--no-lock"), "");
    assert.equal(await bed.digest(earlier.snapshot), earlier.digest);
    const [, last] = JSON.parse(await bed.restic("snapshots", "--json"));
    assert.equal(last.id, next.snapshot, "a snapshot comes last or not at all");
  });

  it("in the middle of a prune, wherever: what it keeps stays whole, and the next prune ends it", async () => {
    const bed = await safe.copy("prune");
    await safe.tenant.ask("UPDATE sale_order SET amount_total = amount_total + 1");
    await bed.dump();
    await safe.tenant.ask("UPDATE sale_order SET amount_total = amount_total - 1");
    const kept = await bed.dump();
    const settings = { ...bed.through("prune"), KEEP_DAILY: "1", KEEP_WEEKLY: "0", KEEP_MONTHLY: "0" };
    for (const [method, part] of [
      ["DELETE", "snapshots"],
      ["PUT", "index"],
      ["DELETE", "data"],
    ] as const)
      await killAt("prune", settings, { method, path: new RegExp(`/${part}/`) });
    assert.equal(await bed.digest(kept.snapshot), kept.digest);
    assert.equal((await succeed("prune", settings)).kept, 1);
    assert.match(await bed.restic("check", "--read-data"), /no errors were found/);
  });

  it("in the middle of a restore, wherever: the next one ends it, row by row and byte by byte", async () => {
    const target = await newTenant({ rows: 0, repositoryOf: safe.tenant });
    const FILES_REMOTE = remoteAt(safe.faulty.host, "restored");
    const environment = { ...safe.through("restore", target), FILES_REMOTE };
    await killAt("restore", environment, { method: "GET", path: /\/data\// });
    await killAt("restore", environment, { method: "PUT", path: /restored/, nth: 3 });
    const here = join(target.folder, "restored");
    const PATH = await pathWithFakes({
      pg_restore: `"$real" "$@" || exit; case "$*" in *--list*) ;; *) : > '${here}'; exec sleep 600;; esac`,
    });
    const running = startBackup("restore", { ...environment, PATH });
    await untilThere(here, running);
    await kill(running, safe.tenant);

    assert.equal((await succeed("restore", environment)).verified, true);
    assert.equal(await everything(target), rows);
    const files = await readFiles(join(safe.tenant.folder, "files"));
    assert.deepEqual(await readFiles(join(safe.store.folder, "files/restored")), files);
    assert.equal(await safe.digest(earlier.snapshot), earlier.digest);
  });
});
