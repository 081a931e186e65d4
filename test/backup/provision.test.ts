import assert from "node:assert/strict";
import { askAs, refused } from "./support/login.ts";
import { type Environment, runBackup, succeed } from "./support/run.ts";
import { newTenant, type Tenant } from "./support/tenant.ts";

describe("provision", () => {
  let tenant: Tenant;
  let other: Tenant;
  before(async function () {
    this.timeout(180_000);
    tenant = await newTenant({ rows: 1000 });
    other = await newTenant({ rows: 0 });
  });

  it("changes nothing when it runs again", async () => {
    const state = () =>
      tenant.ask(`
        SELECT rolname, rolconnlimit, rolcreatedb, rolconfig FROM pg_roles WHERE rolname LIKE '${tenant.database}%' ORDER BY 1;
        SELECT datacl, datdba::regrole FROM pg_database WHERE datname = '${tenant.database}';
        SELECT defaclrole::regrole, defaclobjtype, defaclacl FROM pg_default_acl ORDER BY 1, 2;
        SELECT relname, relacl FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1`);
    await succeed("provision", tenant.environment.provision);
    const once = await state();
    await succeed("provision", tenant.environment.provision);
    assert.equal(await state(), once);
  }).timeout(180_000);

  it("follows a changed password and a changed limit", async () => {
    const login = { ...other.environment.restore, PGPASSWORD: "rotated-password" };
    assert.match(await refused(login, "SELECT 1"), /password authentication failed/);
    await succeed("provision", {
      ...other.environment.provision,
      OWNER_PASSWORD: "rotated-password",
      OWNER_CONNECTIONS: "33",
    });
    assert.equal(await askAs(login, "SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user"), "33");
    assert.match(await refused(other.environment.restore, "SELECT 1"), /password authentication failed/);
  }).timeout(180_000);

  it("leaves a database alone that somebody has closed", async () => {
    const allow = (connections: boolean) =>
      other.server.ask(`ALTER DATABASE "${other.database}" ALLOW_CONNECTIONS ${connections}`);
    await allow(false);
    assert.equal((await succeed("provision", other.environment.provision)).open, false);
    assert.equal(
      await other.server.ask(`SELECT datallowconn FROM pg_database WHERE datname = '${other.database}'`),
      "f",
    );
    await allow(true);
  }).timeout(180_000);

  it("gives the owner what Odoo needs and no power over the server", async () => {
    const owner = tenant.environment.restore;
    assert.equal(await askAs(owner, "CREATE TABLE mine (id int); DROP TABLE mine; SELECT 1"), "1");
    assert.equal(await askAs({ ...owner, PGDATABASE: "postgres" }, "LISTEN bus; NOTIFY bus; SELECT 1").then(last), "1");
    assert.match(await refused(owner, "CREATE DATABASE another"), /permission denied/);
    assert.match(await refused(owner, "CREATE ROLE another"), /permission denied/);
  });

  const backup = () => tenant.environment.dump;
  const verify = () => tenant.environment.verify;

  it("lets the backup role read every table", async () => {
    const unreadable = await tenant.ask(`
      SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S')
      AND NOT has_table_privilege('${backup().PGUSER}', oid, 'SELECT')`);
    assert.equal(unreadable, "");
  });

  it("lets the backup role write nothing, even if it lifts its own read-only default", async () => {
    const writable = "SET default_transaction_read_only = off;";
    assert.match(await refused(backup(), "DELETE FROM stock_move"), /read-only transaction/);
    assert.match(await refused(backup(), `${writable} DELETE FROM stock_move`), /permission denied/);
    assert.match(await refused(backup(), `${writable} CREATE TABLE mine (id int)`), /permission denied/);
    assert.match(await refused(backup(), `${writable} CREATE TEMPORARY TABLE mine (id int)`), /permission denied/);
  });

  const places: readonly [string, () => Environment, () => string][] = [
    ["the backup role out of another tenant's database", backup, () => other.database],
    ["the backup role out of the maintenance database", backup, () => "postgres"],
    ["the backup role out of the template", backup, () => "template1"],
    ["the owner out of another tenant's database", () => tenant.environment.restore, () => other.database],
    ["the verify role out of its own tenant's database", verify, () => tenant.database],
    ["the verify role out of another tenant's database", verify, () => other.database],
  ];
  for (const [name, login, database] of places) {
    it(`keeps ${name}`, async () => {
      assert.match(await refused({ ...login(), PGDATABASE: database() }, "SELECT 1"), /permission denied for database/);
    });
  }

  it("names databases that every role may open", async () => {
    assert.deepEqual((await succeed("provision", tenant.environment.provision)).openToAll, []);
    await tenant.server.ask("GRANT CONNECT ON DATABASE template1 TO PUBLIC; ALTER DATABASE template1 OWNER TO root");
    const result = await succeed("provision", tenant.environment.provision);
    await tenant.server.ask(
      "REVOKE ALL ON DATABASE template1 FROM PUBLIC; ALTER DATABASE template1 OWNER TO platform_admin",
    );
    assert.deepEqual(result.openToAll, ["template1"]);
  }).timeout(180_000);

  it("says which extensions the server lacks, and goes on", async () => {
    const { missing } = await succeed("provision", tenant.environment.provision);
    const present = await tenant.ask("SELECT name FROM pg_available_extensions WHERE name IN ('pg_trgm', 'unaccent')");
    const expected = ["pg_trgm", "unaccent"].filter((name) => !present.includes(name));
    assert.deepEqual(missing, expected);
  });

  it("keeps passwords out of the server's log", async () => {
    const before = await tenant.server.log();
    await succeed("provision", tenant.environment.provision);
    const log = (await tenant.server.log()).slice(before.length);
    assert.match(log, /ALTER ROLE/);
    for (const name of ["OWNER_PASSWORD", "BACKUP_PASSWORD", "VERIFY_PASSWORD", "ADMIN_PASSWORD"] as const)
      assert.ok(!log.includes(tenant.environment.provision[name] ?? name), name);
  });

  it("refuses to take over an administrator's role", async () => {
    const { code, stderr } = await runBackup("provision", {
      ...tenant.environment.provision,
      OWNER_USER: "platform_admin",
    });
    assert.equal(code, 4);
    assert.match(stderr, /administrator named platform_admin/);
  });

  for (const name of ["postgres", "pg_monitor", "rds_superuser", 'a"; DROP TABLE x; --', "Upper"]) {
    it(`refuses ${name} as a role of a tenant`, async () => {
      const { code, stderr } = await runBackup("provision", { ...tenant.environment.provision, OWNER_USER: name });
      assert.equal(code, 2);
      assert.match(stderr, /cannot be a role or database of a tenant/);
    });
  }
});

const last = (answer: string) => answer.split("\n").at(-1);
