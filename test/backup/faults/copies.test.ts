import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Environment, runBackup, succeed, toolFolder } from "../support/run.ts";
import { everything, newTenant, type Tenant } from "../support/tenant.ts";

const run = promisify(execFile);

describe("repository", () => {
  let tenant: Tenant;
  let older: string;
  let newest: string;
  let taken: string;
  /** Paths of the objects that came with the newest backup. */
  let late: readonly string[];
  let rows: string;
  before(async () => {
    tenant = await newTenant();
    rows = await everything(tenant);
    const dumped = await succeed("dump", { ...tenant.environment.dump, TZ: "Asia/Tokyo" });
    [older, taken] = [String(dumped.snapshot), String(dumped.taken)];
    const before = await objects();
    await tenant.ask("UPDATE sale_order SET amount_total = amount_total + 1");
    newest = String((await succeed("dump", tenant.environment.dump)).snapshot);
    late = (await objects()).filter((path) => !before.includes(path));
  });

  const source = () => join(tenant.folder, "repository");
  const objects = async () => {
    const entries = await readdir(source(), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    return files.map((entry) => join(entry.parentPath, entry.name).slice(source().length + 1));
  };

  /** A copy to which some objects have not come yet. */
  async function copyWithout(missing: RegExp): Promise<string> {
    const folder = await mkdtemp(join(tenant.folder, "copy-"));
    await cp(source(), folder, { recursive: true });
    const left = late.some((path) => missing.test(path)) ? late : await objects();
    for (const path of left.filter((one) => missing.test(one))) await rm(join(folder, path));
    return folder;
  }

  for (const [part, missing] of [
    ["data", /^data/],
    ["index", /^index/],
  ] as const)
    it(`half-replicated, lacks ${part} of the newest backup: it counts for nothing, and the newest complete one is named`, async () => {
      const RESTIC_REPOSITORY = await copyWithout(missing);
      const named = new RegExp(
        `Next: the newest complete backup is SNAPSHOT=${older.slice(0, 8)} of \\d{4}-.*Z: restore`,
      );
      const verified = await runBackup("verify", { ...tenant.environment.verify, RESTIC_REPOSITORY });
      assert.equal(verified.code, 5);
      assert.match(verified.stderr, named);

      const target = await newTenant({ rows: 0, repositoryOf: tenant });
      await target.ask("CREATE TABLE res_users AS SELECT 1 AS id");
      const live = join(target.folder, "files/something");
      await mkdir(join(target.folder, "files"));
      await writeFile(live, "here already");
      const environment = { ...target.environment.restore, RESTIC_REPOSITORY, REPLACE: target.database };
      const refused = await runBackup("restore", environment);
      assert.equal(refused.code, 5);
      assert.match(refused.stderr, named);
      assert.equal(await target.ask("SELECT id FROM res_users"), "1", "what is live stays");
      assert.ok(existsSync(live));

      await succeed("restore", { ...environment, SNAPSHOT: older.slice(0, 8) });
      assert.equal(await everything(target), rows);
    });

  it("half-replicated when a prune comes: nothing goes, because what is complete may be the last that is", async () => {
    const RESTIC_REPOSITORY = await copyWithout(/^data/);
    const few = { KEEP_DAILY: "1", KEEP_WEEKLY: "0", KEEP_MONTHLY: "0" };
    const { code, stderr } = await runBackup("prune", { ...tenant.environment.prune, ...few, RESTIC_REPOSITORY });
    assert.equal(code, 5);
    assert.match(stderr, /Next: bring the repository's lost objects back/);
    assert.equal((await readdir(join(RESTIC_REPOSITORY, "snapshots"))).length, 2);
  });

  it("half-replicated for good: repair, forget and dump make it whole again", async () => {
    const RESTIC_REPOSITORY = await copyWithout(/^data/);
    const environment = { ...tenant.environment.dump, RESTIC_REPOSITORY };
    const damaged = await runBackup("dump", environment);
    assert.equal(damaged.code, 5, damaged.stderr);
    await restic(environment, "repair", "index");
    await restic(environment, "forget", newest);
    await succeed("dump", { ...environment, READ_DATA_SUBSET: "100%" });
  });

  it("half-replicated, lacks its keys or its settings: the message says so, and none is made over it", async () => {
    const keyless = { ...tenant.environment.verify, RESTIC_REPOSITORY: await copyWithout(/^keys/) };
    const { code, stderr } = await runBackup("verify", keyless);
    assert.equal(code, 6);
    assert.match(stderr, /in a copy, see that its keys have come/);
    const RESTIC_REPOSITORY = await copyWithout(/^config$/);
    const begun = await runBackup("dump", { ...tenant.environment.dump, RESTIC_REPOSITORY });
    assert.equal(begun.code, 5);
    assert.match(begun.stderr, /Next: bring the repository's object `config` back from its older versions/);
    assert.ok(!(await readdir(RESTIC_REPOSITORY)).includes("config"));
  });

  it("has another password: the old one is refused, and the new one brings all back", async () => {
    const RESTIC_REPOSITORY = await copyWithout(/^none$/);
    const file = join(tenant.folder, "new-password");
    await writeFile(file, "rotated-password");
    await restic({ ...tenant.environment.dump, RESTIC_REPOSITORY }, "key", "passwd", "--new-password-file", file);
    const { code, stderr } = await runBackup("dump", { ...tenant.environment.dump, RESTIC_REPOSITORY });
    assert.equal(code, 6);
    assert.match(stderr, /set RESTIC_PASSWORD to what the secret store holds/);
    const rotated = { RESTIC_REPOSITORY, RESTIC_PASSWORD: "rotated-password" };
    await succeed("dump", { ...tenant.environment.dump, ...rotated });
    const target = await newTenant({ rows: 0, repositoryOf: tenant });
    await succeed("restore", { ...target.environment.restore, ...rotated, SNAPSHOT: older.slice(0, 8) });
    assert.equal(await everything(target), rows);
  });

  it("written by a node whose clock is wrong: a backup has the date of the database", async () => {
    const [{ id, time }] = JSON.parse(await restic(tenant.environment.dump, "snapshots", "--json"));
    assert.equal(id, older);
    assert.equal(new Date(time).toISOString(), taken);
  });
});

async function restic({ RESTIC_REPOSITORY, RESTIC_PASSWORD }: Environment, ...args: string[]): Promise<string> {
  const env = { RESTIC_REPOSITORY, RESTIC_PASSWORD };
  return (await run(join(toolFolder(), "restic"), ["--no-cache", ...args], { env })).stdout;
}
