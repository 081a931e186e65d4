import assert from "node:assert/strict";
import { join } from "node:path";
import { readFiles } from "../../images/backup/src/files.ts";
import { Files } from "../../images/backup/src/rclone.ts";
import { Tools } from "../../images/backup/src/tools.ts";
import { startEncryptingStore } from "./support/encrypting-store.ts";
import { type ObjectStore, remoteAt, repositoryAt, startObjectStore } from "./support/object-store.ts";
import { runBackup, succeed, toolFolder } from "./support/run.ts";
import { newTenant, type Tenant } from "./support/tenant.ts";

describe("an S3 object store with credentials from EKS Pod Identity", () => {
  let store: ObjectStore;
  let tenant: Tenant;
  before(async function () {
    this.timeout(180_000);
    store = await startObjectStore();
    tenant = await newTenant();
  });
  after(async function () {
    this.timeout(180_000);
    await store.stop();
  });

  const inStore = (path: string) => ({
    ...store.environment,
    RESTIC_REPOSITORY: repositoryAt(store.host, "tenants/harbor"),
    FILES_REMOTE: remoteAt(store.host, `tenants/${path}`),
    ARCHIVE_REMOTE: remoteAt(store.host, "archives/harbor"),
  });

  it("takes dump, verification, retention, archive and restore, for restic and rclone alike", async () => {
    const local = tenant.environment;
    const files = { FILES_REMOTE: local.dump.FILES_REMOTE ?? "" };
    const before = store.handedOut;
    const dumped = await succeed("dump", { ...local.dump, ...inStore("harbor"), ...files });
    assert.ok(store.handedOut > before);
    await succeed("verify", { ...local.verify, ...inStore("harbor") });
    await succeed("prune", { ...local.prune, ...inStore("harbor") });
    const archived = await succeed("archive", { ...local.archive, ...inStore("harbor"), ...files });

    const target = await newTenant({ rows: 0, repositoryOf: tenant });
    const restored = await succeed("restore", { ...target.environment.restore, ...inStore("restored") });
    assert.equal(restored.files, dumped.files);
    assert.equal(restored.verified, true);

    const again = await runBackup("restore", { ...target.environment.restore, ...inStore("restored") });
    assert.equal(again.code, 4);

    const other = await newTenant({ rows: 0, repositoryOf: tenant });
    const environment = { ...other.environment.restore, ...inStore("restored") };
    const occupied = await runBackup("restore", environment);
    assert.equal(occupied.code, 4);
    assert.match(occupied.stderr, /FILES_REMOTE is not empty/);
    await succeed("restore", { ...environment, ...inStore("from-archive"), ARCHIVE: String(archived.archive) });
  }).timeout(180_000);

  it("takes and gives files though a key of KMS encrypts them, so that no ETag is an MD5", async () => {
    const encrypting = await startEncryptingStore(store.host);
    const FILES_REMOTE = remoteAt(encrypting.host, "tenants/encrypted");
    try {
      const { folder, environment } = tenant;
      const pushed = new Files(new Tools({ ...process.env, ...store.environment, PATH: toolFolder() }), FILES_REMOTE);
      await pushed.push(environment.dump.FILES_REMOTE ?? "");
      await pushed.compare(environment.dump.FILES_REMOTE ?? "");
      await pushed.fetchAll(join(folder, "fetched"));
      assert.deepEqual(await readFiles(join(folder, "fetched")), await readFiles(join(folder, "files")));
    } finally {
      await encrypting.stop();
    }
  }).timeout(180_000);

  it("says so where the agent refuses the token", async () => {
    const { code, stderr } = await runBackup("prune", {
      ...tenant.environment.prune,
      ...inStore("harbor"),
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: "/dev/null",
    });
    assert.equal(code, 9);
    assert.match(stderr, /check RESTIC_REPOSITORY, the identity's rights and the object store/);
  }).timeout(180_000);
});
