/** Archives come back, also from where they cannot be read at once. */
import assert from "node:assert/strict";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { deepArchive } from "./support/deep-archive.ts";
import { runBackup, succeed } from "./support/run.ts";
import { newTenant, type Tenant } from "./support/tenant.ts";

describe("archives", function () {
  this.timeout(180_000);
  let tenant: Tenant;
  let archived: Readonly<Record<string, unknown>>;
  const environment = (change: Readonly<Record<string, string>> = {}) => ({
    ...tenant.environment.verify,
    RETRIEVAL_LOOKS: "0",
    ...change,
  });
  const databases = () =>
    tenant.server.ask(`SELECT datname FROM pg_database WHERE datname LIKE '${tenant.database}%' ORDER BY 1`);

  before(async () => {
    tenant = await newTenant();
  });

  it("are none in a tenant's first month, which is no failure", async () => {
    assert.equal((await succeed("retrieve", environment())).archives, 0);
    archived = await succeed("archive", tenant.environment.archive);
  });

  it("are restored into a throwaway database, the oldest one that was finished", async () => {
    // A run that was killed leaves one without its sums, and a newer one is not asked for.
    const folder = join(tenant.folder, "archives");
    await mkdir(join(folder, "2020-01-01T00-00-00Z"), { recursive: true });
    const { archive, rows, files, archives, verified } = await succeed("retrieve", environment());
    assert.deepEqual(
      { archive, rows, files, archives, verified },
      { archive: archived.archive, rows: archived.rows, files: archived.files, archives: 1, verified: true },
    );
    assert.equal(await databases(), tenant.database);
  });

  it("are asked for once where they lie too deep to be read, waited for, and then restored", async () => {
    const deep = await deepArchive(3);
    const { verified } = await succeed("retrieve", environment({ PATH: deep.PATH }));
    assert.equal(verified, true);
    const [looked, asked, ...rest] = await deep.asked();
    assert.deepEqual([looked, asked], ["restore-status", "restore -o priority=Bulk -o lifetime=7"]);
    assert.deepEqual(new Set(rest), new Set(["restore-status"]));
  });

  it("are waited for by the next run where one was ended, without asking again", async () => {
    const deep = await deepArchive(3);
    const short = await runBackup("retrieve", environment({ PATH: deep.PATH, RETRIEVAL_TAKES: "0" }));
    assert.equal(short.code, 12);
    assert.match(short.stderr, /S3 has not brought 2 objects back within 0 s.*run it again, it goes on waiting/);
    const { verified } = await succeed("retrieve", environment({ PATH: deep.PATH }));
    assert.equal(verified, true);
    assert.equal((await deep.asked()).filter((line) => line.startsWith("restore ")).length, 1);
  });

  it("are not waited for where S3 refuses", async () => {
    const deep = await deepArchive(1, "AccessDenied: Access Denied");
    const { code, stderr } = await runBackup("retrieve", environment({ PATH: deep.PATH }));
    assert.equal(code, 9);
    assert.match(stderr, /rclone backend restore .*: AccessDenied/);
  });

  it("are brought back faster where a restore needs them", async () => {
    const deep = await deepArchive(1);
    const target = await newTenant({ rows: 0, repositoryOf: tenant });
    const { verified } = await succeed("restore", {
      ...target.environment.restore,
      ARCHIVE: String(archived.archive),
      RETRIEVAL_LOOKS: "0",
      PATH: deep.PATH,
    });
    assert.equal(verified, true);
    assert.ok((await deep.asked()).includes("restore -o priority=Standard -o lifetime=7"));
  });

  it("do not pass where one does not hold what its sums say", async () => {
    const folder = join(tenant.folder, "archives", String(archived.archive));
    await rm(join(folder, "database.dump"));
    await rename(join(folder, "files.tar"), join(folder, "database.dump"));
    const { code, stderr } = await runBackup("retrieve", environment());
    assert.equal(code, 5);
    assert.match(stderr, /database\.dump has another SHA-256/);
  });
});
