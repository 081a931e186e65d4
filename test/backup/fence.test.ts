/** The lease on logins, against a real server: renewed, run out, closed, and found by provisioning. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type LeaseArgs, lease } from "../../images/backup/src/fence/lease.ts";
import { applyLease } from "../../images/backup/src/fence/server.ts";
import { judge } from "../../images/backup/src/fence/verdict.ts";
import { Tools } from "../../images/backup/src/tools.ts";
import { type NameService, startNameService } from "./support/dns.ts";
import { askAs, refused } from "./support/login.ts";
import { runBackup, startBackup, succeed, toolFolder } from "./support/run.ts";
import { startPsql } from "./support/session.ts";
import { newTenant, type Tenant } from "./support/tenant.ts";

const record = { PRIMARY_RECORD: "_primary.example.test", STACK: "aws-national" };
const minutes = (count: number) => new Date(Date.now() + count * 60_000);

describe("who is primary", () => {
  it("is what the record says, in one word", () => {
    assert.deepEqual(judge({ values: ["aws-national"] }, "aws-national"), { kind: "ours" });
    assert.deepEqual(judge({ values: ["aws-recovery"] }, "aws-national"), { kind: "theirs", stack: "aws-recovery" });
  });

  it("is unknown where there is no answer, several, or one that is no stack", () => {
    for (const answer of [
      { silence: "queryTxt ETIMEOUT" },
      { values: [] },
      { values: ["a-b", "c-d"] },
      { values: ["?"] },
    ])
      assert.equal(judge(answer, "aws-national").kind, "unknown", JSON.stringify(answer));
  });
});

describe("the fence", function () {
  this.timeout(180_000);
  let tenant: Tenant;
  let names: NameService;
  before(async () => {
    tenant = await newTenant({ rows: 0 });
    names = await startNameService([record.STACK]);
  });
  after(async () => {
    await names.stop();
    // Other tests' tenants are on the same server.
    await tenant.server.ask(
      "SELECT format('ALTER ROLE %I VALID UNTIL ''infinity''', rolname) FROM pg_roles WHERE rolvaliduntil IS NOT NULL \\gexec",
    );
  });

  const owner = () => tenant.environment.restore;
  const environment = () => {
    const { PGHOST, PGPORT, PGSSLMODE, ADMIN_USER, ADMIN_PASSWORD } = { ...tenant.environment.provision };
    const PATH = `${toolFolder()}:/usr/bin:/bin`;
    return {
      PATH,
      PGHOST: `${PGHOST}`,
      PGPORT: `${PGPORT}`,
      PGSSLMODE: `${PGSSLMODE}`,
      ADMIN_USER: `${ADMIN_USER}`,
      ADMIN_PASSWORD: `${ADMIN_PASSWORD}`,
    };
  };
  const apply = (args: LeaseArgs) => {
    const given = environment();
    return applyLease({ environment: given, tools: new Tools(given), say: () => {} }, args);
  };
  const validity = (role = owner().PGUSER) =>
    tenant.server.ask(`SELECT coalesce(rolvaliduntil::text, 'no end') FROM pg_roles WHERE rolname = '${role}'`);
  const unlimited = () =>
    tenant.server.ask(`UPDATE pg_authid SET rolvaliduntil = NULL WHERE rolname LIKE '${tenant.database}%'`);

  it("gives every login a lease while its stack is primary, and renews it when some of it is used up", async () => {
    await unlimited();
    const now = new Date(Math.ceil(Date.now() / 1000) * 1000);
    const first = await apply({ verdict: "ours", now });
    assert.equal(first.until, now.getTime() / 1000 + lease.length);
    assert.equal(first.open, first.logins);
    const [before, soon] = [await validity(), new Date(now.getTime() + 60_000)];
    await apply({ verdict: "ours", now: soon });
    assert.equal(await validity(), before, "renewed although it had just begun");
    const later = new Date(now.getTime() + (lease.slack + 1) * 1000);
    await apply({ verdict: "ours", now: later });
    assert.notEqual(await validity(), before);
    assert.equal(await askAs(owner(), "SELECT 1"), "1");
  });

  it("finds logins that provisioning makes later, and leaves alone those that are valid for ever", async () => {
    const later = `${tenant.database}_later`;
    await askAs(
      {
        ...owner(),
        PGUSER: environment().ADMIN_USER,
        PGPASSWORD: environment().ADMIN_PASSWORD,
        PGDATABASE: "postgres",
      },
      `CREATE ROLE ${later} LOGIN; ALTER ROLE "${owner().PGUSER}" VALID UNTIL 'infinity'`,
    );
    await apply({ verdict: "ours" });
    assert.notEqual(await validity(later), "no end");
    assert.equal(await validity(), "infinity");
    await tenant.server.ask(`DROP ROLE ${later}`);
  });

  it("lets nobody into a server that returns after the lease has run out, before anybody is asked", async () => {
    await unlimited();
    await apply({ verdict: "ours", now: minutes(-20) });
    assert.match(await refused(owner(), "SELECT 1"), /password authentication failed/);
  });

  it("opens it again where the record names its stack", async () => {
    await apply({ verdict: "ours" });
    assert.equal(await askAs(owner(), "SELECT 1"), "1");
  });

  it("closes all logins and ends their sessions when the record names another stack", async () => {
    await unlimited();
    const connected = startPsql(owner());
    await connected.ready;
    const { ended, open } = await apply({ verdict: "theirs" });
    await connected.gone;
    assert.equal(ended, 1);
    assert.equal(open, 0);
    assert.match(await refused(owner(), "SELECT 1"), /password authentication failed/);
    assert.equal((await apply({ verdict: "theirs" })).ended, 0);
  });

  it("renews nothing while nobody answers: sessions go on to the end of the lease and no further", async () => {
    await unlimited();
    const now = minutes(0);
    await apply({ verdict: "ours", now });
    const connected = startPsql(owner());
    await connected.ready;
    const before = await validity();
    const early = await apply({ verdict: "unknown", now: new Date(now.getTime() + (lease.length - 60) * 1000) });
    assert.equal(early.ended, 0);
    assert.equal(early.open, early.logins);
    const late = await apply({ verdict: "unknown", now: new Date(now.getTime() + (lease.length + 60) * 1000) });
    assert.equal(late.ended, 1);
    await connected.gone;
    assert.equal(await validity(), before);
  });

  it("is lifted for a day by the words of the decision's page, and shortens nothing then", async () => {
    await apply({ verdict: "theirs" });
    const page = readFileSync(join(import.meta.dirname, "../../docs/decisions/fencing.md"), "utf8");
    const [, words = ""] = /```sql\n(.*?)```/s.exec(page) ?? [];
    const { ADMIN_USER, ADMIN_PASSWORD } = environment();
    await askAs({ ...owner(), PGUSER: ADMIN_USER, PGPASSWORD: ADMIN_PASSWORD, PGDATABASE: "postgres" }, words);
    assert.equal(await askAs(owner(), "SELECT 1"), "1");
    const before = await validity();
    await apply({ verdict: "ours" });
    assert.equal(await validity(), before);
  });

  it("works twice at once", async () => {
    await unlimited();
    const both = await Promise.all([
      apply({ verdict: "ours" }),
      apply({ verdict: "theirs" }),
      apply({ verdict: "ours" }),
    ]);
    assert.ok(both.every(({ logins }) => logins > 0));
  });

  it("runs until it is told to end, follows the record, and leaves the logins as they are", async () => {
    names.say([record.STACK]);
    const running = startBackup("fence", {
      ...environment(),
      ...names.environment,
      ...record,
      SERVER: "platform",
      BEAT: "1",
    });
    await running.said("the record names this stack");
    names.say(["aws-recovery"]);
    await running.said("the record names aws-recovery; 0 of ");
    names.say([]);
    await running.said("nobody says who is primary");
    names.say([record.STACK]);
    await running.said(`the first until ${new Date().toISOString().slice(0, 10)}`);
    running.child.kill("SIGTERM");
    const { code, result } = await running.ended;
    assert.equal(code, 0);
    assert.equal(result.outcome, "succeeded");
  });

  it("goes by the server's clock, whatever its own says", async () => {
    await unlimited();
    names.say([record.STACK]);
    const wrong = `const right = Date; globalThis.Date = class extends right {
      constructor(...given) { super(...(given.length > 0 ? given : [right.now() + 3600000])); }
      static now() { return right.now() + 3600000; }
    };`;
    const hourAhead = `--import=data:text/javascript,${encodeURIComponent(wrong)}`;
    const running = startBackup("fence", {
      ...environment(),
      ...record,
      NODE_OPTIONS: `${names.environment.NODE_OPTIONS} ${hourAhead}`,
      SERVER: "platform",
    });
    await running.said("the first until");
    running.child.kill("SIGTERM");
    await running.ended;
    const left = `SELECT rolvaliduntil - clock_timestamp() BETWEEN '10 minutes' AND '15 minutes' FROM pg_roles`;
    assert.equal(await tenant.server.ask(`${left} WHERE rolname = '${owner().PGUSER}'`), "t");
  });

  describe("provisioning", () => {
    const provision = () => ({ ...tenant.environment.provision, ...names.environment });

    it("gives logins no end where there is no second stack", async () => {
      await apply({ verdict: "ours", now: minutes(-20) });
      await succeed("provision", tenant.environment.provision);
      assert.equal(await validity(), "infinity");
      assert.equal(await askAs(owner(), "SELECT 1"), "1");
    });

    it("gives them their first lease where the record names its stack", async () => {
      names.say([record.STACK]);
      await succeed("provision", { ...provision(), ...record });
      assert.match(await validity(), /^\d{4}-/);
      assert.equal(await askAs(owner(), "SELECT 1"), "1");
    });

    it("opens nothing while the record names another stack", async () => {
      await apply({ verdict: "theirs" });
      names.say(["aws-recovery"]);
      const { code, stderr } = await runBackup("provision", { ...provision(), ...record, RECORD_TAKES: "0" });
      assert.equal(code, 7, stderr);
      assert.match(stderr, /_primary\.example\.test names aws-recovery/);
      assert.equal(await validity(), "-infinity");
    });

    it("is stopped by no silence", async () => {
      await apply({ verdict: "ours" });
      const before = await validity();
      names.say([]);
      await succeed("provision", { ...provision(), ...record, RECORD_TAKES: "0" });
      assert.equal(await validity(), before);
    });
  });
});
