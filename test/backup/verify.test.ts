import assert from "node:assert/strict";
import { readdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { runBackup, succeed } from "./support/run.ts";
import { newTenant, type Tenant } from "./support/tenant.ts";

describe("verify", () => {
  let tenant: Tenant;
  before(async function () {
    this.timeout(180_000);
    tenant = await newTenant();
  });
  const databases = () =>
    tenant.server.ask(`SELECT datname FROM pg_database WHERE datname LIKE '${tenant.database}%' ORDER BY 1`);

  it("says so where there is nothing to verify", async () => {
    const { code, stderr } = await runBackup("verify", tenant.environment.verify);
    assert.equal(code, 3);
    assert.match(stderr, /check RESTIC_REPOSITORY; a dump makes the repository/);
  }).timeout(180_000);

  it("restores the newest backup into a database that is gone afterwards, and records that it passed", async () => {
    const dumped = await succeed("dump", tenant.environment.dump);
    assert.equal((await succeed("prune", tenant.environment.prune)).verified, 0);
    // What an interrupted verification would have left behind.
    const { PGUSER } = tenant.environment.verify;
    await tenant.server.ask(`CREATE DATABASE ${tenant.database}_verify OWNER ${PGUSER}`);

    const verified = await succeed("verify", tenant.environment.verify);
    assert.equal(verified.snapshot, dumped.snapshot);
    assert.equal(verified.rows, dumped.rows);
    assert.deepEqual(verified.checked, [
      "no negative reserved stock",
      "a finished transfer has its date",
      "a finished transfer has no open move",
      "posted entries are balanced",
      "a posted entry has its number",
      "nothing is open on a settled item",
      "every attachment has its file",
    ]);
    assert.equal(await databases(), tenant.database);
    assert.equal((await succeed("prune", tenant.environment.prune)).verified, 1);
  }).timeout(180_000);

  it("does not pass a backup that is whole and too old: dumps fail, and nobody may take it for a new one", async () => {
    const { code, stderr } = await runBackup("verify", { ...tenant.environment.verify, BACKUP_WITHIN: "0" });
    assert.equal(code, 12);
    assert.match(
      stderr,
      /the newest backup is whole, but 0 h old, and 0 h are allowed.*read why the last dumps failed/,
    );
  }).timeout(180_000);

  /** Breaks something, takes a backup of it, and verifies that. */
  async function verifyAfter(broken: () => Promise<unknown>) {
    await broken();
    const dumped = await runBackup("dump", tenant.environment.dump);
    assert.equal(dumped.code, 0, dumped.stderr);
    return { dumped, verified: await runBackup("verify", tenant.environment.verify) };
  }

  const faults: readonly [string, string, string, RegExp][] = [
    [
      "negative reserved stock",
      "UPDATE stock_quant SET reserved_quantity = -1 WHERE id IN (1, 2)",
      "UPDATE stock_quant SET reserved_quantity = 0 WHERE id IN (1, 2)",
      /no negative reserved stock: 2/,
    ],
    [
      "a finished transfer without its date",
      "UPDATE stock_picking SET date_done = NULL WHERE id = (SELECT min(id) FROM stock_picking WHERE state = 'done')",
      "UPDATE stock_picking SET date_done = scheduled_date WHERE state = 'done' AND date_done IS NULL",
      /a finished transfer has its date: 1/,
    ],
    [
      "an entry out of balance",
      "UPDATE account_move_line SET debit = debit + 0.01 WHERE id = 1",
      "UPDATE account_move_line SET debit = debit - 0.01 WHERE id = 1",
      /posted entries are balanced: 1/,
    ],
    // All at once: each of them is named.
    [
      "an open move, a lot of another product, an entry without number and an open item that is settled",
      `UPDATE stock_move SET state = 'assigned' WHERE id = (SELECT min(id) FROM stock_move WHERE state = 'done');
       CREATE TABLE stock_lot (id integer PRIMARY KEY, product_id integer NOT NULL);
       GRANT SELECT ON stock_lot TO PUBLIC;
       INSERT INTO stock_lot SELECT 1, product_id + 1 FROM stock_quant WHERE id = 1;
       UPDATE stock_quant SET lot_id = 1 WHERE id = 1;
       UPDATE account_move SET name = '/' WHERE id = (SELECT min(id) FROM account_move);
       UPDATE account_move_line SET amount_residual = 5 WHERE id = (SELECT min(id) FROM account_move_line WHERE reconciled)`,
      `UPDATE stock_move m SET state = 'done' FROM stock_picking p WHERE p.id = m.picking_id AND p.state = 'done';
       UPDATE stock_quant SET lot_id = NULL; DROP TABLE stock_lot;
       UPDATE account_move SET name = 'INV/2026/00000' WHERE name = '/';
       UPDATE account_move_line SET amount_residual = 0 WHERE reconciled`,
      /no open move: 1 .*the lot's product: 1 .*has its number: 1 .*settled item: 1 /,
    ],
  ];
  for (const [name, sql, undo, expected] of faults) {
    it(`does not pass ${name}, and drops the database all the same`, async () => {
      const { verified } = await verifyAfter(() => tenant.ask(sql));
      await tenant.ask(undo);
      assert.equal(verified.code, 5);
      assert.match(verified.stderr, expected);
      assert.equal(await databases(), tenant.database);
    }).timeout(180_000);
  }

  it("does not pass attachments without their file, and says that they were lost before the backup", async () => {
    const [missing = "", spoilt = ""] = await filesOf(tenant);
    const { dumped, verified } = await verifyAfter(async () => {
      await rm(missing);
      await writeFile(spoilt, "encrypted by somebody else");
    });
    assert.equal(dumped.result.damagedFiles, 2);
    for (const file of [missing, spoilt])
      assert.match(dumped.stderr, new RegExp(`warning: \\S*${basename(file)} is missing or damaged`));
    assert.equal(verified.code, 5);
    assert.match(verified.stderr, /every attachment has its file: 2 do not, lost before the backup was taken/);
  }).timeout(180_000);

  it("has recorded none of those that did not pass", async () => {
    assert.equal((await succeed("prune", tenant.environment.prune)).verified, 1);
  }).timeout(180_000);
});

async function filesOf({ folder }: Tenant): Promise<readonly string[]> {
  const entries = await readdir(join(folder, "files"), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
