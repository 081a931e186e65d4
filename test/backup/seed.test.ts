import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { damaged } from "../../images/backup/src/attachments.ts";
import { readFiles } from "../../images/backup/src/files.ts";
import { seedTenant } from "../../simulator/seed/index.ts";
import { newTenant, type Tenant } from "./support/tenant.ts";

describe("the seeded company", () => {
  let tenant: Tenant;
  before(async function () {
    this.timeout(180_000);
    tenant = await newTenant({ rows: 0 });
  });
  const seed = (of: Tenant, rows: number) =>
    seedTenant({ database: { ...of.environment.restore }, filesRemote: join(of.folder, "files"), rows });

  it("has about as many rows as asked for, and is not seeded twice, but gets its lost files back", async () => {
    const once = await seed(tenant, 5000);
    assert.ok(Math.abs(once.rows - 5000) < 500, `${once.rows} rows`);
    await rm(join(tenant.folder, "files"), { recursive: true });
    assert.deepEqual(await seed(tenant, 20_000), once);
    assert.equal((await readFiles(join(tenant.folder, "files"))).length, once.files);
  }).timeout(180_000);

  it("is the same every time", async () => {
    const other = await newTenant({ rows: 0 });
    await seed(other, 5000);
    const everything = (of: Tenant) =>
      of.ask(`
        SELECT format('SELECT %L, md5(string_agg(t::text, '''' ORDER BY t::text)) FROM %I t', relname, relname)
        FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname \\gexec`);
    assert.equal(await everything(other), await everything(tenant));
    assert.deepEqual(await readFiles(join(other.folder, "files")), await readFiles(join(tenant.folder, "files")));
  }).timeout(180_000);

  const none: readonly [string, string][] = [
    ["an entry is out of balance", "SELECT FROM account_move_line GROUP BY move_id HAVING sum(debit) <> sum(credit)"],
    [
      "stock is reserved below zero or beyond what is there",
      "SELECT FROM stock_quant WHERE reserved_quantity NOT BETWEEN 0 AND quantity",
    ],
    [
      "an order differs from the sum of its lines",
      `SELECT FROM sale_order o JOIN sale_order_line l ON l.order_id = o.id
      GROUP BY o.id HAVING sum(l.price_total) <> o.amount_total`,
    ],
    [
      "an invoice differs from its order",
      "SELECT FROM account_move m JOIN sale_order o ON o.id = m.id WHERE m.amount_total <> o.amount_total",
    ],
    [
      "a transfer that is done has no date",
      "SELECT FROM stock_picking WHERE (state = 'done') <> (date_done IS NOT NULL)",
    ],
    [
      "a reservation lacks its move",
      `SELECT FROM stock_quant q WHERE reserved_quantity <> coalesce((SELECT sum(quantity) FROM stock_move m
      WHERE m.product_id = q.product_id AND m.location_id = q.location_id AND m.state = 'assigned'), 0)`,
    ],
  ];
  for (const [name, query] of none) {
    it(`has no case where ${name}`, async () => {
      assert.equal(await tenant.ask(`SELECT count(*) FROM (${query}) AS found`), "0");
    });
  }

  it("has every state of work that service levels look at", async () => {
    const states = (table: string) => tenant.ask(`SELECT string_agg(DISTINCT state, ' ' ORDER BY state) FROM ${table}`);
    assert.equal(await states("stock_picking"), "assigned confirmed done");
    assert.equal(await states("sale_order"), "cancel draft sale");
    assert.equal(await states("queue_job"), "done failed pending");
    assert.equal(await states("mail_mail"), "exception sent");
    assert.equal(
      await tenant.ask("SELECT string_agg(DISTINCT code, ' ' ORDER BY code) FROM stock_picking_type"),
      "incoming internal outgoing",
    );
  });

  it("has a file for each attachment outside the database", async () => {
    const rows = await tenant.ask(
      "SELECT substr(store_fname, 9) || ' ' || checksum FROM ir_attachment WHERE store_fname IS NOT NULL",
    );
    const attachments = rows.split("\n").map((row) => {
      const [file = "", sha1 = ""] = row.split(" ");
      return { file, sha1 };
    });
    const files = await readFiles(join(tenant.folder, "files"));
    assert.equal(attachments.length, files.length);
    assert.deepEqual(damaged(attachments, files), []);
  });

  it("goes on numbering where its rows end", async () => {
    assert.equal(await tenant.ask("SELECT nextval('sale_order_id_seq') > (SELECT max(id) FROM sale_order)"), "t");
  });
});
