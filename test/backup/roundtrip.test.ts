import assert from "node:assert/strict";
import { countFiles, readFiles } from "../../images/backup/src/files.ts";
import { pathWithFakes } from "./support/fake.ts";
import { succeed } from "./support/run.ts";
import { everything, newTenant, type Tenant } from "./support/tenant.ts";

describe("dump and restore", () => {
  let tenant: Tenant;
  let dumped: Readonly<Record<string, unknown>>;
  before(async function () {
    this.timeout(180_000);
    tenant = await newTenant();
    dumped = await succeed("dump", tenant.environment.dump);
  });

  it("brings every row and every file back into an empty database and an empty folder", async () => {
    const empty = await newTenant({ rows: 0, repositoryOf: tenant });
    const restored = await succeed("restore", empty.environment.restore);

    assert.equal(restored.verified, true);
    assert.equal(restored.rows, dumped.rows);
    assert.equal(restored.files, dumped.files);
    assert.equal(await everything(empty), await everything(tenant));
    const [wanted, found] = await Promise.all([tenant, empty].map(({ folder }) => readFiles(`${folder}/files`)));
    assert.deepEqual(found, wanted);
    assert.ok(countFiles(found ?? []).count >= 20);
  }).timeout(180_000);

  it("gives sequences, indexes and constraints back as well", async () => {
    const schema = (of: Tenant) =>
      of.ask(`
        SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1;
        SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
          WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2;
        SELECT sequencename, last_value FROM pg_sequences ORDER BY 1`);
    const empty = await newTenant({ rows: 0, repositoryOf: tenant });
    await succeed("restore", empty.environment.restore);
    assert.equal(await schema(empty), await schema(tenant));
    assert.match(await schema(empty), /FOREIGN KEY/);
  }).timeout(180_000);

  it("adds next to nothing to the repository when nothing has changed", async () => {
    const again = await succeed("dump", tenant.environment.dump);
    assert.ok(Number(again.added) < Number(dumped.added) / 20, `${again.added} bytes after ${dumped.added}`);
  }).timeout(180_000);

  it("adds little when little has changed, because unchanged stretches of a table are found again", async () => {
    await tenant.ask(`
      CREATE TABLE long_log AS
        SELECT id, md5(id::text) || md5((id + 1)::text) || md5((id + 2)::text) AS text FROM generate_series(1, 150000) AS id;
      GRANT SELECT ON long_log TO ${tenant.environment.dump.PGUSER}`);
    const whole = await succeed("dump", tenant.environment.dump);
    await tenant.ask("DELETE FROM long_log WHERE id <= 20");
    const less = await succeed("dump", tenant.environment.dump);
    await tenant.ask("DROP TABLE long_log");
    assert.ok(Number(less.added) < Number(whole.added) / 2, `${less.added} bytes after ${whole.added}`);
  }).timeout(180_000);

  it("lets the backup role read what Odoo makes after provisioning", async () => {
    const [owner, password] = [tenant.environment.restore.PGUSER, tenant.environment.restore.PGPASSWORD];
    assert.ok(owner && password);
    await tenant.ask(`SET ROLE ${owner}; CREATE TABLE made_later AS SELECT generate_series(1, 10) AS id`);
    const later = await succeed("dump", tenant.environment.dump);
    assert.equal(later.rows, Number(dumped.rows) + 10);
  }).timeout(180_000);

  it("holds one moment: what is written or deleted while it is taken changes neither rows nor files", async () => {
    const busy = await newTenant();
    const { PGUSER, PGPASSWORD } = busy.environment.restore;
    const write = "UPDATE sale_order SET amount_total = 0; INSERT INTO mail_mail (mail_message_id) VALUES (1)";
    // Between the snapshot and pg_dump: rows change, and Odoo's garbage collector takes every file away.
    const meanwhile = `PGUSER='${PGUSER}' PGPASSWORD='${PGPASSWORD}' psql -XqAt -c '${write}'; rm -r '${busy.folder}/files'`;
    const PATH = await pathWithFakes({ pg_dump: `${meanwhile}; exec "$real" "$@"` });
    const before = await everything(busy);
    const taken = await succeed("dump", { ...busy.environment.dump, PATH });
    assert.equal(taken.damagedFiles, 0);

    const empty = await newTenant({ rows: 0, repositoryOf: busy });
    const restored = await succeed("restore", empty.environment.restore);
    assert.equal(await everything(empty), before);
    assert.notEqual(await everything(busy), before);
    assert.equal(restored.files, taken.files);
  }).timeout(180_000);
});
