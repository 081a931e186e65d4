/** An Odoo from elsewhere becomes a tenant. Real: PostgreSQL, pg_dump, restic, rclone, the S3 endpoint. Odoo never runs. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { lineFilter } from "../../images/backup/src/import/plain.ts";
import { pathWithFakes } from "./support/fake.ts";
import { type ObjectStore, remoteAt, startObjectStore } from "./support/object-store.ts";
import { type Environment, runBackup, startBackup, succeed, toolFolder } from "./support/run.ts";
import { newTenant, type Tenant } from "./support/tenant.ts";

const run = promisify(execFile);

/** As Odoo's own filestore has it, and without the columns that only fs_attachment brings. */
const asElsewhere = `
  UPDATE ir_attachment SET store_fname = left(checksum, 2) || '/' || checksum WHERE store_fname IS NOT NULL;
  ALTER TABLE ir_attachment DROP COLUMN fs_filename, DROP COLUMN fs_storage_code;
  INSERT INTO ir_config_parameter (key, value) VALUES ('longshore.updated_for', 'release-of-another-place')`;

describe("import of an Odoo from elsewhere", function () {
  this.timeout(180_000);
  let folder: string;
  let old: Tenant;
  /** Empty until the last of those that share it. */
  let target: Tenant;
  let store: ObjectStore;
  const source = (name: string) => join(folder, name);

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "longshore-import-"));
    store = await startObjectStore();
    old = await newTenant({ rows: 400 });
    target = await newTenant({ rows: 0 });
    await old.ask(asElsewhere);
    for (const format of ["custom", "plain"]) await dumpOf(format);
  });
  after(async () => {
    await store.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** A folder as an operator uploads it: the dump, and the filestore with the database's name as Odoo has it. */
  async function dumpOf(format: string): Promise<void> {
    const filestore = join(source(format), "filestore", "old-company");
    await mkdir(filestore, { recursive: true });
    await run(join(toolFolder(), "pg_dump"), [`--format=${format}`, `--file=${join(source(format), "dump")}`], {
      env: { ...old.environment.restore },
    });
    for (const file of await filesBelow(join(old.folder, "files"))) {
      const sha1 = file.slice(file.lastIndexOf("/") + 1);
      await cp(file, join(filestore, sha1.slice(0, 2), sha1));
    }
  }

  async function changed(name: string, change: (filestore: string) => Promise<void>): Promise<string> {
    await cp(source("custom"), source(name), { recursive: true });
    await change(join(source(name), "filestore"));
    return source(name);
  }

  const environmentOf = (tenant: Tenant, from: string): Environment => ({
    ...tenant.environment.upgrade,
    IMPORT_REMOTE: from,
    ODOO_VERSION: "19.0",
  });
  const databases = (tenant: Tenant) =>
    tenant.server.ask(
      `SELECT datname, datallowconn FROM pg_database WHERE datname LIKE '${tenant.database}%' ORDER BY 1`,
    );
  const isEmpty = async (tenant: Tenant) =>
    (await tenant.ask("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")) === "0";
  const sales = (tenant: Tenant) =>
    tenant.ask("SELECT count(*), sum(amount_total), max(name), md5(string_agg(state, '' ORDER BY id)) FROM sale_order");

  it("refuses a file that holds something else, and one that is missing", async () => {
    const from = await changed("damaged", async (filestore) => {
      const [spoilt = "", lost = ""] = await filesBelow(filestore);
      await writeFile(spoilt, "something else");
      await rm(lost);
    });
    const { code, stderr } = await runBackup("import", environmentOf(target, from));
    assert.equal(code, 5);
    assert.match(stderr, /filestore: 2 of \d+ files are missing or hold something else: [0-9a-f]{40}, [0-9a-f]{40}/);
    assert.ok(await isEmpty(target));
    assert.equal(await databases(target), `${target.database}|t`);
    assert.equal(existsSync(join(target.folder, "files")), false);
  });

  it("refuses another series of Odoo, and a dump that is packed, and touches nothing", async () => {
    const other = await runBackup("import", { ...environmentOf(target, source("custom")), ODOO_VERSION: "20.0" });
    assert.equal(other.code, 2);
    assert.match(other.stderr, /base\.latest_version: found 19\.0\.1\.3 where 20\.0 fits/);
    const packed = await changed("packed", (filestore) => writeFile(join(filestore, "../dump"), "PK\x03\x04…"));
    const { code, stderr } = await runBackup("import", environmentOf(target, packed));
    assert.equal(code, 2);
    assert.match(stderr, /the dump is packed/);
    assert.ok(await isEmpty(target));
  });

  it("touches nothing of the tenant before its end: killed while files are copied", async () => {
    const here = join(target.folder, "here");
    const PATH = await pathWithFakes({
      rclone: `case "$*" in copy*) ;; *) exec "$real" "$@";; esac; "$real" "$@"; : > '${here}'; exec sleep 600`,
    });
    const running = startBackup("import", { ...environmentOf(target, source("custom")), PATH });
    while (!existsSync(here)) await readdir(target.folder);
    process.kill(-(running.child.pid ?? Number.NaN), "SIGKILL");
    await running.ended;
    assert.ok(await isEmpty(target));
    assert.match(await databases(target), /_next\|t/, "what it was at");
    while ((await target.server.ask("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")) !== "0");
  });

  it("ends with a tenant that passes the same checks, also where a run before was killed", async () => {
    const result = await succeed("import", environmentOf(target, source("custom")));
    assert.equal(result.format, "custom");
    assert.equal(await sales(target), await sales(old));
    assert.equal(await databases(target), `${target.database}|t`);
    assert.equal(
      await target.ask(`
        SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace
        AND relkind IN ('r', 'S') AND relowner::regrole::text <> '${target.environment.provision.OWNER_USER}'`),
      "0",
      "all belongs to Odoo's role",
    );
    assert.equal(
      await target.ask(`
        SELECT count(*) FROM ir_attachment WHERE store_fname IS NOT NULL AND (fs_filename <> checksum OR fs_filename IS NULL
          OR store_fname <> format('files://%s/%s/%s', left(checksum, 2), substr(checksum, 3, 2), checksum))`),
      "0",
      "where fs_attachment reads",
    );
    assert.equal(await target.ask("SELECT value FROM ir_config_parameter WHERE key = 'longshore.updated_for'"), "");
    const dump = await succeed("dump", target.environment.dump);
    assert.deepEqual([dump.rows, dump.files, dump.damagedFiles], [result.rows, result.files, 0]);
    assert.equal((await succeed("verify", target.environment.verify)).verified, true);
  });

  it("takes the dump.sql of Odoo's zip, from the object store, in the place of an Odoo that was just installed", async () => {
    const target = await newTenant({ rows: 0 });
    await target.ask(`
      SET ROLE ${target.environment.provision.OWNER_USER};
      CREATE TABLE ir_module_module (name text, latest_version text);
      CREATE TABLE ir_config_parameter (key text UNIQUE, value text);
      INSERT INTO ir_config_parameter VALUES ('longshore.updated_for', 'release-a')`);
    const remote = remoteAt(store.host, "restores/harbor/import");
    const env = { ...process.env, ...store.environment, RCLONE_CONFIG: "" };
    await run(join(toolFolder(), "rclone"), ["copy", source("plain"), remote], { env });
    const files = { FILES_REMOTE: remoteAt(store.host, "tenants/harbor"), ...store.environment };
    const environment = { ...environmentOf(target, remote), ...files };
    const refused = await runBackup("import", environment);
    assert.equal(refused.code, 4);
    assert.match(refused.stderr, /the database is not empty, it has public\.ir_config_parameter/);
    assert.equal(await databases(target), `${target.database}|t`);

    const result = await succeed("import", { ...environment, REPLACE: target.database });
    assert.equal(result.format, "plain");
    assert.equal(await sales(target), await sales(old));
  });
});

describe("a plain dump", () => {
  const kept = (text: string) => text.split("\n").filter(lineFilter()).join("\n");

  it("loses owners, grants and what PostgreSQL 16 does not know", () => {
    assert.equal(
      kept(
        "SET transaction_timeout = 0;\n\\restrict abc\nALTER TABLE public.a OWNER TO odoo;\nGRANT ALL ON TABLE a TO b;",
      ),
      "",
    );
    assert.equal(kept("CREATE TABLE public.a (id integer);"), "CREATE TABLE public.a (id integer);");
  });

  it("keeps every row, whatever it looks like", () => {
    const rows = "COPY public.a (note) FROM stdin;\nGRANT ALL\nCOMMENT ON SCHEMA public\n\\\\restrict x\n\\.";
    assert.equal(kept(`${rows}\nGRANT ALL ON TABLE a TO b;`), rows);
  });
});

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}
