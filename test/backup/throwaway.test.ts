import assert from "node:assert/strict";
import { Session } from "../../images/backup/src/postgres/session.ts";
import { withThrowaway } from "../../images/backup/src/throwaway.ts";
import { Tools } from "../../images/backup/src/tools.ts";
import { toolFolder } from "./support/run.ts";
import { newTenant, type Tenant } from "./support/tenant.ts";

describe("a throwaway database", () => {
  let tenant: Tenant;
  let tools: Tools;
  before(async function () {
    this.timeout(180_000);
    tenant = await newTenant({ rows: 0 });
    tools = new Tools({ ...tenant.environment.verify, PATH: toolFolder() });
    await restless("'1s'");
  });
  after(() => restless("DEFAULT"));

  /** How often autovacuum looks for work. */
  const restless = (pause: string) =>
    tenant.server.ask(`ALTER SYSTEM SET autovacuum_naptime = ${pause};\n SELECT pg_reload_conf()`);

  async function untilVacuumed(database: string): Promise<void> {
    const workers = `SELECT count(*) FROM pg_stat_activity WHERE datname = '${database}' AND backend_type = 'autovacuum worker'`;
    while ((await tenant.server.ask(workers)) === "0");
  }

  it("is dropped though autovacuum is at work in it and a connection was left open", async () => {
    const database = `${tenant.database}_verify`;
    const idle = await withThrowaway(tools, database, async () => {
      const left = new Session(tools, "test", { database });
      await left.ask("SELECT 1");
      const writer = new Session(tools, "test", { database });
      // A vacuum that takes its time: a row of a page, then a tenth of a second.
      await writer.ask(`
        CREATE TABLE busy (filler text)
          WITH (autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1, autovacuum_vacuum_threshold = 0);
        INSERT INTO busy SELECT repeat('x', 900) FROM generate_series(1, 5000);
        UPDATE busy SET filler = filler || 'y'`);
      // What it wrote is in the statistics when it has gone.
      await writer.close();
      await untilVacuumed(database);
      return left;
    });
    await idle.close();
    assert.equal(await tenant.server.ask(`SELECT count(*) FROM pg_database WHERE datname = '${database}'`), "0");
  }).timeout(180_000);
});
