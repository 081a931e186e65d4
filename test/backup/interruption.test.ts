import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { pathWithFakes } from "./support/fake.ts";
import { runBackup, startBackup, succeed } from "./support/run.ts";
import { newTenant, type Tenant, untilUnlocked } from "./support/tenant.ts";

const locks = (tenant: Tenant) => join(tenant.folder, "repository/locks");

async function untilFrozen(tenant: Tenant): Promise<void> {
  while (!existsSync(join(tenant.folder, "frozen"))) await readdir(tenant.folder);
}

describe("a run that is told to end", () => {
  let tenant: Tenant;
  before(async function () {
    this.timeout(180_000);
    tenant = await newTenant();
  });

  for (const [tool, moment] of [
    ["restic", '*" backup "*'],
    ["pg_dump", "*"],
    ["rclone", "*"],
  ] as const) {
    it(`ends ${tool} and leaves nothing half done`, async () => {
      await rm(join(tenant.folder, "frozen"), { force: true });
      // Written by the shell itself: a child of its own could outlive it and look like something left over.
      const stop = `${moment}) : > '${tenant.folder}/frozen'; exec sleep 600;;`;
      const PATH = await pathWithFakes({ [tool]: `case "$*" in ${stop} esac; exec "$real" "$@"` });
      const running = startBackup("dump", { ...tenant.environment.dump, PATH });
      await untilFrozen(tenant);
      running.child.kill("SIGTERM");
      const { code, result } = await running.ended;
      assert.equal(code, 143);
      assert.equal(result.failure, "ended");
      await untilUnlocked(tenant);
      assert.deepEqual(await readdir(locks(tenant)), []);
      assert.ok(!existsSync(join(tenant.folder, "scratch/dump/database")));
      assert.throws(() => process.kill(-(running.child.pid ?? Number.NaN), 0), /ESRCH/);
    }).timeout(180_000);
  }

  it("drops the database of a verification", async () => {
    await succeed("dump", tenant.environment.dump);
    const running = startBackup("verify", tenant.environment.verify);
    await running.said("restoring");
    running.child.kill("SIGTERM");
    assert.equal((await running.ended).code, 143);
    const left = `SELECT count(*) FROM pg_database WHERE datname = '${tenant.database}_verify'`;
    assert.equal(await tenant.server.ask(left), "0");
  }).timeout(180_000);
});

describe("two runs at once", () => {
  it("do not disturb each other: one is told to wait, or both are whole", async () => {
    const tenant = await newTenant();
    const both = await Promise.all([
      runBackup("dump", tenant.environment.dump),
      runBackup("dump", { ...tenant.environment.dump, SCRATCH: join(tenant.folder, "second-scratch") }),
    ]);
    const codes = both.map(({ code }) => code);
    assert.ok(codes.includes(0) && codes.every((code) => code === 0 || code === 7), String(codes));
    await succeed("verify", tenant.environment.verify);
  }).timeout(180_000);

  it("are refused the same database, with a word that says why", async () => {
    const tenant = await newTenant();
    const running = startBackup("dump", tenant.environment.dump);
    await running.said("reading");
    const { code, stderr } = await runBackup("archive", tenant.environment.archive);
    assert.equal(code, 7);
    assert.match(stderr, /another backup of this database is running/);
    assert.equal((await running.ended).code, 0);
  }).timeout(180_000);
});
