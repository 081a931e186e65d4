import assert from "node:assert/strict";
import { cp, mkdtemp, open, readdir, rm, stat, truncate } from "node:fs/promises";
import { join } from "node:path";
import { runBackup, succeed } from "./support/run.ts";
import { newTenant, type Tenant } from "./support/tenant.ts";

/** Packs of a repository, the largest first: the first holds data, not trees. */
async function packsOf(repository: string): Promise<readonly string[]> {
  const entries = await readdir(join(repository, "data"), { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const sized = await Promise.all(paths.map(async (path) => ({ path, size: (await stat(path)).size })));
  return sized.sort((one, other) => other.size - one.size).map(({ path }) => path);
}

describe("a damaged repository", () => {
  let tenant: Tenant;
  before(async function () {
    this.timeout(180_000);
    tenant = await newTenant();
    await succeed("dump", tenant.environment.dump);
  });

  /** A copy of the repository in which the largest pack is damaged. */
  async function damagedCopy(damage: (pack: string) => Promise<unknown>) {
    const RESTIC_REPOSITORY = await mkdtemp(join(tenant.folder, "copy-"));
    await cp(join(tenant.folder, "repository"), RESTIC_REPOSITORY, { recursive: true });
    const [pack = ""] = await packsOf(RESTIC_REPOSITORY);
    await damage(pack);
    return { RESTIC_REPOSITORY };
  }

  it("is found by the next dump where a pack was cut short", async () => {
    const copy = await damagedCopy((pack) => truncate(pack, 1000));
    const { code, stderr } = await runBackup("dump", { ...tenant.environment.dump, ...copy });
    assert.equal(code, 5);
    assert.match(stderr, /damaged: restic check/);
  }).timeout(180_000);

  it("is found by the next dump where a pack is gone", async () => {
    const copy = await damagedCopy((pack) => rm(pack));
    const { code, stderr } = await runBackup("dump", { ...tenant.environment.dump, ...copy });
    assert.equal(code, 5);
    assert.match(stderr, /damaged: restic check/);
  }).timeout(180_000);

  it("is found by verify, and by a dump that reads data back, where a byte has changed", async () => {
    const copy = await damagedCopy((pack) => flipByte(pack, 5000));
    // First, while the newest backup is the one that the damaged pack belongs to.
    const { code, stderr } = await runBackup("verify", { ...tenant.environment.verify, ...copy });
    assert.equal(code, 5);
    assert.match(stderr, /damaged: restic restore/);
    const dumped = await runBackup("dump", { ...tenant.environment.dump, ...copy, READ_DATA_SUBSET: "100%" });
    assert.equal(dumped.code, 5);
  }).timeout(180_000);

  it("is not mistaken for a wrong password, nor the other way round", async () => {
    for (const command of ["dump", "verify", "prune"] as const) {
      const { code, stderr } = await runBackup(command, {
        ...tenant.environment[command],
        RESTIC_PASSWORD: "another-password",
      });
      assert.equal(code, 6, command);
      assert.match(stderr, /set RESTIC_PASSWORD to what the secret store holds/);
    }
  }).timeout(180_000);
});

async function flipByte(path: string, position: number): Promise<void> {
  const file = await open(path, "r+");
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, position);
  await file.write(Buffer.from([(buffer[0] ?? 0) ^ 0xff]), 0, 1, position);
  await file.close();
}
