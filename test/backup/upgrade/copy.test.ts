/**
 * A staging copy made from its original's newest backup. Real: PostgreSQL, restic, every statement of `images/backup`,
 * `images/odoo/update.py`. Stood in for: Odoo, whose `neutralize` sets what the real one sets, and the Kubernetes API.
 */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Cluster, startCluster } from "../support/cluster.ts";
import { type OdooArgs, startUpdater } from "../support/odoo.ts";
import { runBackup, succeed } from "../support/run.ts";
import { newTenant, type Tenant } from "../support/tenant.ts";

const neutralizing = [
  "UPDATE ir_cron SET active = false",
  "INSERT INTO ir_config_parameter (key, value) VALUES ('database.is_neutralized', 'true')",
];

describe("a neutralised copy, on the real PostgreSQL with a stand-in for odoo neutralize", function () {
  this.timeout(180_000);
  let original: Tenant;
  let copy: Tenant;
  let cluster: Cluster;

  before(async () => {
    original = await newTenant({ rows: 400 });
    await succeed("dump", original.environment.dump);
    copy = await newTenant({ rows: 0, repositoryOf: original });
    cluster = await startCluster({ "odoo-web": 1, "odoo-cron": 0 });
  });
  after(() => cluster.stop());

  async function make(args: Partial<OdooArgs>, refresh = "no") {
    const pod = await mkdtemp(join(tmpdir(), "longshore-pod-"));
    const environment = {
      ...copy.environment.upgrade,
      ...cluster.environment,
      RELEASE: "release-b",
      MODULES: "stock",
      DEPLOYMENTS: "odoo-web=1,odoo-cron=0",
      HANDSHAKE: pod,
      ORIGINAL: original.name,
      REFRESH: refresh,
    };
    const odoo = await startUpdater({ handshake: pod, login: copy.environment.restore, statements: [], ...args });
    const [ended, job] = await Promise.all([runBackup("upgrade", environment), odoo.ended]);
    await rm(pod, { recursive: true });
    return { ...ended, job };
  }
  const flag = () => copy.ask("SELECT value FROM ir_config_parameter WHERE key = 'database.is_neutralized'");
  const pickings = (tenant: Tenant) => tenant.ask("SELECT count(*), max(name) FROM stock_picking");

  it("fails its Job, and shows nobody anything, when the neutralisation did not take", async () => {
    const { job, stderr } = await make({ neutralizing: neutralizing.slice(0, 1) });
    assert.match(stderr, /after the update: database\.is_neutralized is not true/);
    assert.equal(job, 10, "what comes in later waves, pods and route, does not come");
    assert.equal(
      await copy.ask("SELECT to_regclass('public.stock_picking') IS NULL"),
      "t",
      "no row of the original is there",
    );
  });

  it("has the original's rows and files, neutralised, and leaves the original alone", async () => {
    const before = await original.ask("SELECT count(*) FROM ir_cron WHERE active");
    const { job, stderr } = await make({ neutralizing });
    assert.equal(job, 0, stderr);
    assert.equal(await flag(), "true");
    assert.equal(await pickings(copy), await pickings(original));
    assert.equal(await copy.ask("SELECT count(*) FROM ir_cron WHERE active"), "0");
    assert.equal(await original.ask("SELECT count(*) FROM ir_cron WHERE active"), before);
    assert.equal(
      await copy.ask("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'"),
      `${copy.database}_owner`,
    );
    await succeed("dump", { ...copy.environment.dump, RESTIC_REPOSITORY: join(copy.folder, "own") });
  });

  it("is made anew when asked, starts again by itself, and keeps the copy before where the new one fails", async () => {
    await copy.ask("UPDATE stock_picking SET name = 'changed by a tester'");
    await make({ neutralizing: [] }, "yes");
    assert.equal(await copy.ask("SELECT DISTINCT name FROM stock_picking"), "changed by a tester");
    const { job, stderr } = await make({ neutralizing }, "yes");
    assert.equal(job, 0, stderr);
    assert.equal(await pickings(copy), await pickings(original));
    assert.equal(cluster.replicas("odoo-web"), 1);
    assert.equal(cluster.replicas("odoo-cron"), 0, "scheduled actions never start");
  });
});
