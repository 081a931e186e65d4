import assert from "node:assert/strict";
import { askAs, refused } from "../backup/support/login.ts";
import { runBackup, succeed } from "../backup/support/run.ts";
import { newTenant, type Tenant } from "../backup/support/tenant.ts";
import { loginOf, provision, type RoleName, roleName } from "./support/logins.ts";
import { type OpenSession, openSession } from "./support/session.ts";

const [first, second] = ["2026-11-01", "2027-02-01"] as const;
const lockedOut = /password authentication failed|not permitted to log in/;

describe("rotation of a tenant's database logins", function () {
  this.timeout(180_000);
  let tenant: Tenant;
  let old: OpenSession;
  const login = (date: string, role: RoleName = "OWNER") => loginOf(tenant, role, date);
  before(async () => {
    tenant = await newTenant({ rows: 0 });
    await provision(tenant, [first]);
    old = openSession(login(first));
    assert.equal(await old.ask("CREATE TABLE orders (id int); SELECT 'made'"), "made");
  });
  after(() => old.close());

  it("begins: the session that is open stays, the old password still opens others, the new one works at once", async () => {
    await provision(tenant, [second, first]);
    assert.equal(await old.ask("INSERT INTO orders VALUES (1); SELECT count(*) FROM orders"), "1");
    assert.equal(await askAs(login(first), "SELECT count(*) FROM orders"), "1");
    assert.equal(await askAs(login(second), "SELECT count(*) FROM orders"), "1");
  });

  it("leaves everything with the role, whichever login made it", async () => {
    await askAs(login(second), "CREATE TABLE pickings (id int); ALTER TABLE orders ADD COLUMN name text");
    await old.ask("ALTER TABLE pickings ADD COLUMN name text; SELECT 1");
    const owners = "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'";
    assert.equal(await tenant.ask(owners), roleName(tenant, "OWNER"));
    assert.equal(await askAs(login(second, "BACKUP"), "SELECT count(*) FROM pickings"), "0");
  });

  it("holds each login to the role's limits", async () => {
    const limits = "SELECT current_setting('statement_timeout') || ' ' || current_setting('lock_timeout')";
    for (const date of [first, second]) assert.equal(await askAs(login(date), limits), "15min 1min");
    assert.match(await refused(login(second, "BACKUP"), "CREATE TABLE mine (id int)"), /read-only transaction/);
    const counts = await tenant.server.ask(
      `SELECT DISTINCT rolconnlimit FROM pg_roles WHERE rolname LIKE '${roleName(tenant, "OWNER")}\\_%'`,
    );
    assert.equal(counts, "20");
  });

  it("lets nobody log in as the role itself", async () => {
    const role = { ...login(second), PGUSER: roleName(tenant, "OWNER") };
    assert.match(await refused(role, "SELECT 1"), lockedOut);
  });

  it("is the same when the Job runs again", async () => {
    assert.deepEqual(Object(await provision(tenant, [second, first])).retired, []);
    assert.equal(await old.ask("SELECT 'still here'"), "still here");
  });

  it("keeps backups going in between: one taken with the old login is verified with the new", async () => {
    const as = (date: string, role: RoleName) => {
      const { PGUSER = "", PGPASSWORD = "" } = login(date, role);
      return { PGUSER, PGPASSWORD };
    };
    await succeed("dump", { ...tenant.environment.dump, ...as(first, "BACKUP") });
    const result = await succeed("verify", { ...tenant.environment.verify, ...as(second, "VERIFY") });
    assert.equal(result.outcome, "succeeded");
  });

  it("survives what a pooler sends between two clients", async () => {
    assert.equal(await askAs(login(second), "DISCARD ALL; SELECT current_user").then(last), roleName(tenant, "OWNER"));
  });

  it("ends: the old password is dead, its session is gone, the new one goes on with all that is there", async () => {
    const { retired } = Object(await provision(tenant, [second]));
    assert.deepEqual(
      retired,
      [login(first), login(first, "BACKUP"), login(first, "VERIFY")].map(({ PGUSER }) => PGUSER),
    );
    for (const role of ["OWNER", "BACKUP", "VERIFY"] as const)
      assert.match(await refused(login(first, role), "SELECT 1"), lockedOut, role);
    await assert.rejects(old.ask("SELECT 1"), /terminating connection|has ended/);
    assert.equal(await askAs(login(second), "SELECT count(*) FROM orders"), "1");
  });

  it("refuses a former login of another role", async () => {
    const { code, stderr } = await runBackup("provision", {
      ...tenant.environment.provision,
      OWNER_PREVIOUS_USER: "somebody_20261101",
      OWNER_PREVIOUS_PASSWORD: "irrelevant",
    });
    assert.equal(code, 2);
    assert.match(stderr, /somebody_20261101 is no login of/);
  });
});

const last = (answer: string) => answer.split("\n").at(-1);
