import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathWithFakes } from "./support/fake.ts";
import { runBackup, succeed } from "./support/run.ts";
import { newTenant, type Tenant } from "./support/tenant.ts";

describe("restore", () => {
  let tenant: Tenant;
  let archived: Readonly<Record<string, unknown>>;
  before(async function () {
    this.timeout(180_000);
    tenant = await newTenant();
    await succeed("dump", tenant.environment.dump);
    archived = await succeed("archive", tenant.environment.archive);
  });
  const emptyTenant = () => newTenant({ rows: 0, repositoryOf: tenant });

  it("refuses a database that is not empty, and names what it found", async () => {
    const target = await emptyTenant();
    await target.ask("CREATE TABLE res_users (id int)");
    const { code, stderr } = await runBackup("restore", target.environment.restore);
    assert.equal(code, 4);
    assert.match(stderr, /the database is not empty, it has public\.res_users/);
    assert.equal(await target.ask("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"), "1");
  }).timeout(180_000);

  it("refuses a folder of files that is not empty, and leaves the database untouched", async () => {
    const target = await emptyTenant();
    await mkdir(join(target.folder, "files/ab"), { recursive: true });
    await writeFile(join(target.folder, "files/ab/something"), "here already");
    const { code, stderr } = await runBackup("restore", target.environment.restore);
    assert.equal(code, 4);
    assert.match(stderr, /FILES_REMOTE is not empty, it has ab/);
    assert.equal(await target.ask("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'longshore%'"), "0");
  }).timeout(180_000);

  it("replaces what is there where it is told the database's name", async () => {
    const target = await emptyTenant();
    await target.ask("CREATE TABLE res_users (id int)");
    const stray = join(target.folder, "files/ab/something");
    await mkdir(join(target.folder, "files/ab"), { recursive: true });
    await writeFile(stray, "here already");
    const environment = { ...target.environment.restore, REPLACE: target.database };
    assert.equal((await succeed("restore", environment)).verified, true);
    assert.equal(await target.ask("SELECT to_regclass('public.res_users')"), "");
    assert.equal(existsSync(stray), false);
  }).timeout(180_000);

  it("replaces nothing where it is told another database's name", async () => {
    const target = await emptyTenant();
    await target.ask("CREATE TABLE res_users (id int)");
    const { code, stderr } = await runBackup("restore", { ...target.environment.restore, REPLACE: tenant.database });
    assert.equal(code, 2);
    assert.match(stderr, /REPLACE is tenant_\d+_\d+, but PGDATABASE is tenant_/);
    assert.equal(await target.ask("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"), "1");
  }).timeout(180_000);

  it("starts over where it was cut short, and clears what was left", async () => {
    const target = await emptyTenant();
    const PATH = await pathWithFakes({ pg_restore: `"$real" "$@"; case "$*" in *--list*) ;; *) exit 1;; esac` });
    const broken = await runBackup("restore", { ...target.environment.restore, PATH });
    assert.equal(broken.code, 8);
    assert.notEqual(await target.ask("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"), "0");

    const result = await succeed("restore", target.environment.restore);
    assert.equal(result.verified, true);
    assert.equal(await target.ask("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'longshore%'"), "0");
  }).timeout(180_000);

  it("does not go on with another backup where one was cut short", async () => {
    const target = await emptyTenant();
    const PATH = await pathWithFakes({ pg_restore: `"$real" "$@"; case "$*" in *--list*) ;; *) exit 1;; esac` });
    await runBackup("restore", { ...target.environment.restore, PATH });
    const { code, stderr } = await runBackup("restore", {
      ...target.environment.restore,
      ARCHIVE: String(archived.archive),
    });
    assert.equal(code, 4);
    assert.match(stderr, /half of another restore, of snapshot /);
  }).timeout(180_000);

  it("finds out when a row is missing, and leaves the mark that it is not finished", async () => {
    const target = await emptyTenant();
    const { PGUSER } = target.environment.restore;
    const lose = `psql -XqAt -c 'SET ROLE ${PGUSER}; DELETE FROM mail_mail WHERE id = (SELECT max(id) FROM mail_mail)'`;
    const PATH = await pathWithFakes({
      pg_restore: `"$real" "$@" || exit; case "$*" in *--list*) ;; *) ${lose};; esac`,
    });
    const { code, stderr, result } = await runBackup("restore", { ...target.environment.restore, PATH });
    assert.equal(code, 5);
    assert.match(stderr, /1 differences from the manifest: public\.mail_mail has \d+ rows, not \d+/);
    assert.equal(result.outcome, "failed");
    assert.equal(await target.ask("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'longshore%'"), "1");
  }).timeout(180_000);

  it("finds out when a value has changed though the count is right", async () => {
    const target = await emptyTenant();
    const change = `psql -XqAt -c 'UPDATE sale_order SET amount_total = amount_total + 0.01 WHERE id = 7'`;
    const PATH = await pathWithFakes({
      pg_restore: `"$real" "$@" || exit; case "$*" in *--list*) ;; *) ${change};; esac`,
    });
    const { code, stderr } = await runBackup("restore", { ...target.environment.restore, PATH });
    assert.equal(code, 5);
    assert.match(stderr, /public\.sale_order has other content/);
  }).timeout(180_000);

  it("finds out when a file did not arrive whole", async () => {
    const target = await emptyTenant();
    const spoil = `find "$FILES" -type f -name '*0' -exec sh -c 'echo x >> "$1"' _ {} ';'`;
    const fake = `"$real" "$@" || exit; FILES='${target.folder}/files'; case "$1" in copy) ${spoil};; esac`;
    const PATH = await pathWithFakes({ rclone: fake });
    const { code, stderr } = await runBackup("restore", { ...target.environment.restore, PATH });
    assert.equal(code, 5);
    assert.match(stderr, /rclone check/);
  }).timeout(180_000);

  it("brings an archive back too, which needs no restic", async () => {
    const target = await emptyTenant();
    const { RESTIC_REPOSITORY, RESTIC_PASSWORD, ...withoutRestic } = { ...target.environment.restore };
    assert.ok(RESTIC_REPOSITORY && RESTIC_PASSWORD);
    const result = await succeed("restore", { ...withoutRestic, ARCHIVE: String(archived.archive) });
    assert.equal(result.verified, true);
    assert.equal(result.rows, archived.rows);
    assert.equal(result.files, archived.files);
  }).timeout(180_000);

  it("refuses an archive with a part that was changed, and one that was never finished", async () => {
    const target = await emptyTenant();
    const folder = join(tenant.folder, "archives", String(archived.archive));
    assert.deepEqual((await readdir(folder)).sort(), ["SHA256SUMS", "database.dump", "files.tar", "manifest.json"]);
    const environment = { ...target.environment.restore, ARCHIVE: String(archived.archive) };
    await writeFile(join(folder, "files.tar"), "spoilt");
    const changed = await runBackup("restore", environment);
    assert.equal(changed.code, 5);
    assert.match(changed.stderr, /files\.tar has another SHA-256/);
    await rm(join(folder, "SHA256SUMS"));
    const unfinished = await runBackup("restore", environment);
    assert.equal(unfinished.code, 3);
    assert.match(unfinished.stderr, /there is no archive/);
  }).timeout(180_000);

  it("says so where there is no such backup", async () => {
    const target = await emptyTenant();
    const { code, stderr } = await runBackup("restore", { ...target.environment.restore, SNAPSHOT: "abcdef" });
    assert.equal(code, 3);
    assert.match(stderr, /no backup abcdef among [0-9a-f]{8}/);
  }).timeout(180_000);
});
