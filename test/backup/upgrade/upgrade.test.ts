/**
 * An upgrade rehearsed. Real: PostgreSQL and its roles, every statement of `images/backup`, `images/odoo/update.py`. Stood
 * in for: Odoo itself (an updater that commits real statements, a server with two pages) and the Kubernetes API.
 */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Cluster, startCluster } from "../support/cluster.ts";
import { askAs } from "../support/login.ts";
import { type OdooArgs, startUpdater, type Updater } from "../support/odoo.ts";
import { type Ended, type Environment, type Running, runBackup, startBackup, succeed } from "../support/run.ts";
import { startPsql } from "../support/session.ts";
import { newTenant, type Tenant } from "../support/tenant.ts";

/** A new column, and rows that are not what they were: what a version's own migration does. */
const migration = [
  "ALTER TABLE stock_picking ADD COLUMN carrier_note varchar",
  "UPDATE stock_picking SET carrier_note = 'migrated'",
  "DELETE FROM mail_mail",
];

describe("an upgrade, on the real PostgreSQL with a stand-in for Odoo's updater", function () {
  this.timeout(180_000);
  let tenant: Tenant;
  let cluster: Cluster;
  let pod: string;
  let before: string;
  /** A database that is not what it was is no ground for the next test. */
  let used = true;

  beforeEach(async () => {
    if (used) tenant = await newTenant({ rows: 400 });
    before = await content();
    cluster = await startCluster({ "odoo-web": 2, "odoo-cron": 1 });
    pod = await mkdtemp(join(tmpdir(), "longshore-pod-"));
  });
  afterEach(async () => {
    used = (await content()) !== before;
    await cluster.stop();
    await rm(pod, { recursive: true, force: true });
  });

  const environment = (more: Environment = {}): Environment => ({
    ...tenant.environment.upgrade,
    ...cluster.environment,
    RELEASE: "release-b",
    MODULES: "stock",
    DEPLOYMENTS: "odoo-web=2,odoo-cron=1",
    HANDSHAKE: pod,
    ...more,
  });
  const updater = (args: Partial<OdooArgs> = {}): Promise<Updater> =>
    startUpdater({ handshake: pod, login: tenant.environment.restore, statements: migration, ...args });

  /** Both containers of the pod, to their end. */
  async function runPod(args: Partial<OdooArgs> = {}, more: Environment = {}): Promise<{ job: number | null } & Ended> {
    const odoo = await updater(args);
    const [ended, job] = await Promise.all([runBackup("upgrade", environment(more)), odoo.ended]);
    return { ...ended, job };
  }

  /** Everything that is in the database, in words: rows and checksums of each table, and its columns. */
  const content = () =>
    tenant.ask(`
      SELECT table_name, string_agg(column_name || data_type, ',' ORDER BY ordinal_position) FROM information_schema.columns
      WHERE table_schema = 'public' GROUP BY 1 ORDER BY 1;
      SELECT format('SELECT %L, count(*), md5(string_agg(t::text, chr(10) ORDER BY t::text)) FROM %I t', relname, relname)
      FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname \\gexec`);
  const databases = () =>
    tenant.server.ask(`SELECT datname FROM pg_database WHERE datname LIKE '${tenant.database}%' ORDER BY 1`);
  const pods = () => [cluster.replicas("odoo-web"), cluster.replicas("odoo-cron")];
  const record = () => cluster.objects.get("configmaps/odoo-upgrade")?.data;

  it("updates a copy and renames it into its place, with Odoo stopped all the while", async () => {
    const rights = () =>
      tenant.server.ask(`SELECT datacl, datdba::regrole FROM pg_database WHERE datname = '${tenant.database}'`);
    const granted = await rights();
    const { code, stderr, result, job } = await runPod();
    assert.equal(code, 0, stderr);
    assert.equal(job, 0);
    assert.equal(result.outcome, "updated");
    assert.equal(await tenant.ask("SELECT DISTINCT carrier_note FROM stock_picking"), "migrated");
    assert.equal(await databases(), `${tenant.database}\n${tenant.database}_before`);
    assert.deepEqual(pods(), [0, 0], "Odoo comes back only when it has the new image");
    assert.equal(await rights(), granted, "nobody but the same roles may open it");

    const started = await runBackup("upgrade-start", environment());
    assert.equal(started.code, 0, started.stderr);
    assert.deepEqual(pods(), [2, 1]);
    assert.equal(await databases(), tenant.database);
  });

  it("runs once: a database that has the release is left alone", async () => {
    await runPod();
    await tenant.ask("UPDATE stock_picking SET carrier_note = 'worked on since'");
    cluster.asked.length = 0;
    const again = await mkdtemp(join(tmpdir(), "longshore-pod-"));
    const { result } = await runBackup("upgrade", environment({ HANDSHAKE: again }));
    await rm(again, { recursive: true });
    assert.equal(result.outcome, "nothing to do");
    assert.equal(await tenant.ask("SELECT DISTINCT carrier_note FROM stock_picking"), "worked on since");
    assert(!cluster.asked.some((each) => each.includes("/scale")), "nobody was stopped");
  });

  it("has the old rows back, byte for byte, when the updater fails half way", async () => {
    const { code, result, job } = await runPod({ exit: 1 });
    assert.equal(result.failure, "update");
    assert.equal(code, 10);
    assert.equal(job, 10, "the Job fails, and is not tried again");
    assert.equal(await content(), before);
    assert.equal(await databases(), tenant.database);
    assert.deepEqual(pods(), [2, 1], "Odoo runs again, with the image that it had");
    assert.match(
      JSON.stringify(record()),
      /"release":"release-b","outcome":"went back","reason":"the updater ended with 1/,
    );
    assert.equal(await askAs(tenant.environment.restore, "SELECT 1"), "1", "Odoo's own log-in gets in");
  });

  for (const { name, wrong, reason } of [
    {
      name: "Odoo does not answer with the new code",
      wrong: { page: 500 },
      reason: /the updater ended with 1/,
    },
    {
      name: "a module is left half installed",
      wrong: { statements: ["UPDATE ir_module_module SET state = 'to upgrade' WHERE name = 'stock'"] },
      reason: /stock is to upgrade/,
    },
    {
      name: "what must hold in every tenant does not hold any more",
      wrong: {
        statements: ["UPDATE stock_quant SET reserved_quantity = -1 WHERE id = (SELECT min(id) FROM stock_quant)"],
      },
      reason: /no negative reserved stock: 1 do not hold/,
    },
  ])
    it(`goes back when ${name}`, async () => {
      const { stderr, job } = await runPod(wrong);
      assert.match(stderr, reason);
      assert.equal(job, 10);
      assert.equal(await content(), before);
      assert.deepEqual(pods(), [2, 1]);
    });

  it("waits for who is still connected, names him, and goes back", async () => {
    const reader = startPsql(tenant.environment.dump);
    await reader.ready;
    const { result, job, stderr } = await runPod({}, { CONNECTIONS_LEAVE: "1" });
    reader.end();
    assert.equal(result.failure, "busy", stderr);
    assert.match(
      String(result.reason),
      new RegExp(`still connected to ${tenant.database} after 1 s: ${tenant.database}_backup`),
    );
    assert.equal(job, 75, "the Job tries again");
    assert.deepEqual(pods(), [2, 1]);
    assert.equal(await askAs(tenant.environment.restore, "SELECT 1"), "1");
  });

  it("ends Odoo's own connections, and lets no pod that somebody starts meanwhile come in", async () => {
    const { OWNER_USER, ...rest } = { ...tenant.environment.provision };
    const dated = `${OWNER_USER}_20261101`;
    await succeed("provision", { ...rest, OWNER_USER: dated });
    const login = { ...tenant.environment.restore, PGUSER: dated };
    const web = startPsql(login);
    await web.ready;
    const { said, ended } = startBackup("upgrade", environment());
    await said("updating the copy");
    await web.gone;
    await assert.rejects(askAs(login, "SELECT 1"), /not currently accepting connections/);
    const odoo = await updater({ login });
    assert.equal((await ended).code, 0);
    assert.equal(await odoo.ended, 0);
  });

  it("goes back where the role may not make a copy, or the server has no room for one", async () => {
    const role = tenant.environment.upgrade.PGUSER;
    await tenant.server.ask(`ALTER ROLE ${role} NOCREATEDB`);
    const { result, stderr } = await runPod();
    await tenant.server.ask(`ALTER ROLE ${role} CREATEDB`);
    assert.equal(result.failure, "database");
    assert.match(stderr, /permission denied to create database/);
    assert.equal(await content(), before);
    assert.deepEqual(pods(), [2, 1]);
  });

  for (const moment of ["copying", "updating the copy", "renaming"])
    it(`converges after it was killed while ${moment}`, async () => {
      const first = await updater({ statements: migration.slice(0, 1) });
      const run = startBackup("upgrade", environment());
      await run.said(moment);
      await kill(run, first);
      const lost = await tenant.server.ask(
        `SELECT count(*) FROM pg_database WHERE datname IN ('${tenant.database}', '${tenant.database}_before')`,
      );
      assert.notEqual(lost, "0", "the last good database is there, under one name or the other");

      await rm(pod, { recursive: true });
      pod = await mkdtemp(join(tmpdir(), "longshore-pod-"));
      const { code, stderr, job } = await runPod();
      assert.equal(code, 0, stderr);
      assert.equal(job, 0);
      assert.notEqual(await content(), before);
      assert.equal(
        await tenant.ask("SELECT value FROM ir_config_parameter WHERE key = 'longshore.updated_for'"),
        "release-b",
      );
    });

  it("goes back when its process is told to end, and says so to the pod", async () => {
    const odoo = await updater();
    const { child, said, ended } = startBackup("upgrade", environment());
    odoo.child.kill("SIGSTOP");
    await said("updating the copy");
    child.kill("SIGTERM");
    assert.equal((await ended).result.failure, "ended");
    odoo.child.kill("SIGCONT");
    assert.equal(await odoo.ended, 75);
    assert.equal(await content(), before);
    assert.deepEqual(pods(), [2, 1]);
  });

  it("brings the database before back with a reverted release whose pods never came up", async () => {
    await runPod({ statements: [] }, { RELEASE: "release-a" });
    await runBackup("upgrade-start", environment({ RELEASE: "release-a" }));
    before = await content();
    await rm(pod, { recursive: true });
    pod = await mkdtemp(join(tmpdir(), "longshore-pod-"));
    await runPod();
    assert.notEqual(await content(), before);

    await rm(pod, { recursive: true });
    pod = await mkdtemp(join(tmpdir(), "longshore-pod-"));
    const { result } = await runPod({}, { RELEASE: "release-a" });
    assert.equal(result.outcome, "went back to the one before");
    assert.equal(await content(), before);
    assert.equal(await databases(), tenant.database);
  });
});

/** As the kernel ends a pod's containers: at once, with all that they started. */
async function kill(run: Running, odoo: Updater): Promise<void> {
  for (const { pid } of [run.child, odoo.child]) if (pid !== undefined) process.kill(-pid, "SIGKILL");
  await Promise.all([run.ended, odoo.ended]);
}
