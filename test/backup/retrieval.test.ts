/** Archives come back, also from where they cannot be read at once. */
import assert from "node:assert/strict";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { DeepArchive } from "./support/deep-archive.ts";
import { type Environment, runBackup, succeed } from "./support/run.ts";
import { newTenant, type Tenant } from "./support/tenant.ts";

describe("archives", function () {
  this.timeout(180_000);
  let tenant: Tenant;
  let archived: Readonly<Record<string, unknown>>;
  const environment = (change: Environment = {}): Environment => ({
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

  describe("that lie too deep to be read", () => {
    let deep: DeepArchive;
    /** A tenant's archives of its own for each test, because S3 remembers what it brought back. */
    const take = async (name: string) => environment(await deep.take(join(tenant.folder, "archives"), name));
    before(async () => {
      deep = await DeepArchive.start();
    });
    after(() => deep.end());

    it("are asked for without hurry, waited for, and then restored", async () => {
      const remote = await take("waited");
      const files = `${remote.ARCHIVE_REMOTE}/${archived.archive}/files.tar`;
      assert.match(await deep.rclone("cat", files), /^1 .*Object in DEEP_ARCHIVE, restore first/s);
      assert.match(await deep.rclone("lsjson", files), /"Tier":"DEEP_ARCHIVE"/);
      deep.setRetrieval("Standard", 3600);
      deep.setRetrieval("Bulk", 1);
      const { code, stderr, result } = await runBackup("retrieve", remote);
      assert.equal(code, 0, stderr);
      assert.equal(result.verified, true);
      assert.match(stderr, /objects lie in DEEP_ARCHIVE; S3 is asked for them, Bulk/);
      assert.match(
        await deep.rclone("backend", "restore-status", `${remote.ARCHIVE_REMOTE}/`),
        /RestoreExpiryDate": "\d/,
      );
    });

    it("are waited for by the next run where one was ended, without asking again", async () => {
      const remote = await take("ended");
      deep.setRetrieval("Bulk", 1);
      const short = await runBackup("retrieve", { ...remote, RETRIEVAL_TAKES: "0" });
      assert.equal(short.code, 12);
      assert.match(short.stderr, /S3 has not brought \d objects back within 0 s.*run it again, it goes on waiting/);
      const next = await runBackup("retrieve", remote);
      assert.equal(next.code, 0, next.stderr);
      assert.doesNotMatch(next.stderr, /is asked for them/);
    });

    it("are brought back faster where a restore needs them", async () => {
      const { ARCHIVE_REMOTE, ...remote } = await take("hurried");
      deep.setRetrieval("Standard", 1);
      deep.setRetrieval("Bulk", 3600);
      const target = await newTenant({ rows: 0, repositoryOf: tenant });
      const hurried = { ...remote, ...target.environment.restore, ARCHIVE_REMOTE: `${ARCHIVE_REMOTE}` };
      const { verified } = await succeed("restore", { ...hurried, ARCHIVE: String(archived.archive) });
      assert.equal(verified, true);
    });

    it("are not waited for where S3 refuses", async () => {
      const remote = await take("refused");
      deep.allow();
      const { code, stderr } = await runBackup("retrieve", remote);
      assert.equal(code, 9, stderr);
      assert.match(stderr, /rclone backend restore .*: .*AccessDenied/);
    });
  });

  describe("that are damaged", () => {
    it("do not pass where one does not hold what its sums say", async () => {
      const folder = join(tenant.folder, "archives", String(archived.archive));
      await rm(join(folder, "database.dump"));
      await rename(join(folder, "files.tar"), join(folder, "database.dump"));
      const { code, stderr } = await runBackup("retrieve", environment());
      assert.equal(code, 5);
      assert.match(stderr, /database\.dump has another SHA-256/);
    });
  });
});
