import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathWithFakes } from "./support/fake.ts";
import { type Environment, runBackup, startBackup, succeed } from "./support/run.ts";
import { kill, untilThere } from "./support/safe.ts";
import { everything, newTenant, type Tenant } from "./support/tenant.ts";

describe("restore at start", function () {
  this.timeout(180_000);
  let tenant: Tenant;
  let rows: string;
  before(async () => {
    tenant = await newTenant();
    rows = await everything(tenant);
    await succeed("dump", tenant.environment.dump);
  });
  const emptyTenant = () => newTenant({ rows: 0, repositoryOf: tenant });
  const atStart = (of: Tenant): Environment => ({ ...of.environment.restore, RESTORE_FROM: "aws-national" });

  it("fills an empty database, keeps files of an earlier time, and leaves alone what has data from then on", async () => {
    const target = await emptyTenant();
    const old = join(target.folder, "files/ab/of-an-earlier-time");
    await mkdir(join(target.folder, "files/ab"), { recursive: true });
    await writeFile(old, "kept");
    const { done, verified, taken } = await succeed("restore-at-start", atStart(target));
    assert.deepEqual([done, verified, typeof taken], ["restored", true, "string"]);
    assert.equal(await everything(target), rows);
    assert.equal(await readFile(old, "utf8"), "kept");

    await target.ask("DELETE FROM mail_mail");
    const again = await runBackup("restore-at-start", { ...atStart(target), RESTIC_REPOSITORY: "/nowhere" });
    assert.equal(again.code, 0);
    assert.equal(again.result.done, "left alone");
    assert.match(again.stderr, new RegExp(`found a database with data, left alone: ${target.database}`));
    assert.equal(await target.ask("SELECT count(*) FROM mail_mail"), "0");
  });

  it("fails where there is no backup, and says what to do", async () => {
    const target = await emptyTenant();
    const RESTIC_REPOSITORY = await mkdtemp(join(target.folder, "nothing-"));
    const { code, stderr } = await runBackup("restore-at-start", { ...atStart(target), RESTIC_REPOSITORY });
    assert.equal(code, 3);
    assert.match(stderr, /Next: see why aws-national has copied no backup here \(its CronJob backup-copy\)/);
    assert.equal(await target.ask("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'longshore%'"), "0");
  });

  it("ends what a killed run began, with the same backup though a newer one has come", async () => {
    const target = await emptyTenant();
    const here = join(target.folder, "restored");
    const PATH = await pathWithFakes({
      pg_restore: `"$real" "$@" || exit; case "$*" in *--list*) ;; *) : > '${here}'; exec sleep 600;; esac`,
    });
    const running = startBackup("restore-at-start", { ...atStart(target), PATH });
    await untilThere(here, running);
    await kill(running, target);
    await tenant.ask("UPDATE sale_order SET amount_total = amount_total + 1");
    await succeed("dump", tenant.environment.dump);

    assert.equal((await succeed("restore-at-start", atStart(target))).done, "restored");
    assert.equal(await everything(target), rows);
  });
});
