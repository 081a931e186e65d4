/**
 * A database that is brought back to an earlier second. Real: PostgreSQL and its roles, every statement. Stood in for: the
 * server that the cloud restores, by a copy of the database under another name; test/simulator/databases has the real thing.
 */
import assert from "node:assert/strict";
import { runBackup, succeed } from "./support/run.ts";
import { startPsql } from "./support/session.ts";
import { everything, newTenant, type Tenant } from "./support/tenant.ts";

describe("a rewind, on the real PostgreSQL", function () {
  this.timeout(180_000);
  let tenant: Tenant;
  let earlier: string;
  let good: string;

  before(async () => {
    tenant = await newTenant({ rows: 400 });
    earlier = `${tenant.database}_earlier`;
    good = await everything(tenant);
    await tenant.server.ask(`CREATE DATABASE ${earlier} TEMPLATE ${tenant.database} OWNER ${tenant.database}_owner`);
    await tenant.ask("UPDATE stock_picking SET name = 'overwritten'; DELETE FROM account_move_line");
  });

  const open = () => tenant.server.ask(`SELECT datallowconn FROM pg_database WHERE datname = '${tenant.database}'`);
  const environment = { REWIND_TO: "2026-11-22T10:00:00Z" };
  const fetch = () => succeed("rewind-fetch", { ...tenant.environment.upgrade, PGDATABASE: earlier });
  const bring = (more = {}) => runBackup("rewind", { ...tenant.environment.upgrade, ...environment, ...more });

  it("closes the damaged database at once, and opens it again when asked", async () => {
    await succeed("close", tenant.environment.upgrade);
    assert.equal(await open(), "f");
    await succeed("open", tenant.environment.upgrade);
    assert.equal(await open(), "t");
  });

  it("freezes it for a last backup: Odoo is thrown out and refused, a dump is taken, and it opens again when asked", async () => {
    const odoo = tenant.environment.restore;
    const inside = startPsql(odoo);
    await inside.ready;
    await succeed("freeze", tenant.environment.upgrade);
    await inside.gone;
    await startPsql(odoo).gone;
    await succeed("dump", tenant.environment.dump);
    await succeed("open", tenant.environment.upgrade);
    const again = startPsql(odoo);
    await again.ready;
    again.end();
    await again.gone;
  });

  it("leaves it closed and untouched where the earlier state was damaged already", async () => {
    const damaged = await everything(tenant);
    await tenant.server.ask("UPDATE stock_quant SET reserved_quantity = -reserved_quantity - 1", earlier);
    await fetch();
    const { result, stderr } = await bring();
    assert.equal(result.failure, "damaged", stderr);
    assert.match(String(result.reason), /it was damaged already: .*\. Next: rewind to an earlier second/s);
    assert.equal(await open(), "f");
    await succeed("open", tenant.environment.upgrade);
    assert.equal(await everything(tenant), damaged);
    await tenant.server.ask("UPDATE stock_quant SET reserved_quantity = -reserved_quantity - 1", earlier);
  });

  it("has every row as it was, with the rights of before, and keeps what was damaged, closed", async () => {
    await fetch();
    const { code, stderr, result } = await bring();
    assert.equal(code, 0, stderr);
    assert.equal(result.damaged, `${tenant.database}_damaged`);
    assert.equal(await everything(tenant), good);
    assert.equal(await open(), "t");
    const damaged = await tenant.server.ask(
      `SELECT datallowconn FROM pg_database WHERE datname = '${tenant.database}_damaged'`,
    );
    assert.equal(damaged, "f");
    await succeed("dump", tenant.environment.dump);
  });

  it("is done once: a second run for the same second touches nothing", async () => {
    await tenant.ask("UPDATE stock_picking SET name = 'written after the rewind'");
    await fetch();
    const { result } = await bring();
    assert.equal(result.done, "before");
    assert.equal(await tenant.ask("SELECT DISTINCT name FROM stock_picking"), "written after the rewind");
  });
});
