import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { readFiles, type StoredFile } from "../../../images/backup/src/files.ts";
import { pathWithFakes } from "../support/fake.ts";
import type { Fault } from "../support/faulty-store.ts";
import { type Receiver, receiver } from "../support/receiver.ts";
import { type Environment, runBackup, startBackup, succeed, toolFolder } from "../support/run.ts";
import { kill, Safe } from "../support/safe.ts";
import { everything, newTenant } from "../support/tenant.ts";

const run = promisify(execFile);

describe("copy to another account", () => {
  let safe: Safe;
  /** The newer of two backups. */
  let later: string;
  let rows: string;
  before(async () => {
    safe = await Safe.open();
    await safe.dump();
    await safe.tenant.ask("UPDATE sale_order SET amount_total = amount_total + 1");
    later = (await safe.dump()).snapshot;
    rows = await everything(safe.tenant);
  });
  after(() => safe.stop());

  /** What is at the receiver, asked with restic itself. */
  const restic = async ({ copied }: Receiver, ...args: string[]): Promise<string> => {
    const env = { ...safe.direct("prune"), ...copied, HOME: safe.tenant.folder };
    return (await run(join(toolFolder(), "restic"), ["--no-cache", "--no-lock", ...args], { env })).stdout;
  };
  async function killAt(environment: Environment, fault: Omit<Fault, "does">): Promise<void> {
    const struck = safe.faulty.strike({ ...fault, does: { kind: "hold" } });
    const running = startBackup("copy", environment);
    const first = await Promise.race([struck.first, running.ended]);
    assert.equal(first, undefined, `it ended before ${fault.path}: ${JSON.stringify(first)}`);
    await kill(running, safe.tenant);
    safe.faulty.calm();
  }

  it("killed, wherever: each backup that the copy names is whole, and the next copy ends it", async () => {
    const to = await receiver(safe, "killed");
    const part = (name: string) => readdir(join(to.folder, name));
    await killAt(to.faulty, { method: "PUT", path: /\/killed\/config/ });
    assert.deepEqual((await readdir(to.folder)).sort(), ["data", "index", "keys"], "it is no repository yet");
    await killAt(to.faulty, { method: "PUT", path: /\/killed\/snapshots/, nth: 2 });
    assert.match(await restic(to, "check", "--read-data"), /no errors were found/);
    assert.ok((await part("snapshots")).length < 2);

    assert.equal((await succeed("copy", to.environment)).snapshots, 2);
    const index = await part("index");
    await safe.tenant.ask("UPDATE sale_order SET amount_total = amount_total - 1");
    await safe.dump();
    await killAt(to.faulty, { method: "PUT", path: /\/killed\/data/ });
    assert.deepEqual(await part("index"), index);
    assert.equal((await succeed("copy", to.environment)).snapshots, 3);
    assert.match(await restic(to, "check", "--read-data"), /no errors were found/);

    const target = await newTenant({ rows: 0, repositoryOf: safe.tenant });
    const environment = { ...safe.direct("restore", target), ...to.copied, SNAPSHOT: later };
    assert.equal((await succeed("restore", environment)).verified, true);
    assert.equal(await everything(target), rows);
  });

  it("the sender prunes: what was copied stays", async () => {
    const bed = await safe.copy("pruned");
    const to = await receiver(bed, "of-pruned", "all");
    const copied = await readdir(to.folder, { recursive: true });
    for (const part of ["snapshots", "index"]) await forgetOne(join(safe.store.folder, "backups", bed.path, part));
    assert.equal((await succeed("copy", to.environment)).objects, 0);
    assert.deepEqual(await readdir(to.folder, { recursive: true }), copied);
  });

  it("the sender prunes while it runs: nothing is named that is not there, and it is told to run again", async () => {
    const bed = await safe.copy("moving");
    const to = await receiver(bed, "of-moving");
    const prune = `find '${join(safe.store.folder, "backups", bed.path, "data")}' -type f -delete`;
    const PATH = await pathWithFakes({ rclone: `case "$*" in *--files-from*) ${prune};; esac; exec "$real" "$@"` });
    const { code, stderr } = await runBackup("copy", { ...to.environment, PATH });
    assert.equal(code, 7, stderr);
    assert.match(stderr, /was listed and has gone: a prune is under way\. Next: run it again/);
    assert.ok(!existsSync(join(to.folder, "snapshots")));
  });

  it("the receiver holds something else under a name: it stays, nothing is written, and the name is told", async () => {
    const to = await receiver(safe, "spoilt", "all");
    const [index = ""] = await readdir(join(to.folder, "index"));
    await writeFile(join(to.folder, "index", index), "changed");
    for (const part of ["data", "snapshots"]) await forgetOne(join(to.folder, part));
    const there = await readFiles(to.folder);
    const { code, stderr } = await runBackup("copy", to.environment);
    assert.equal(code, 5, stderr);
    assert.match(
      stderr,
      new RegExp(`the copy at elsewhere has another content under index/${index}\\. Next: look who`),
    );
    assert.deepEqual(await readFiles(to.folder), there);
  });

  it("the receiver holds another repository: nothing is written", async () => {
    const bed = await safe.copy("mine");
    const to = await receiver(bed, "theirs");
    await restic(to, "init");
    const before = await readdir(to.folder, { recursive: true });
    const { code, stderr } = await runBackup("copy", to.environment);
    assert.equal(code, 4, stderr);
    assert.match(stderr, /elsewhere holds another repository in the place of the copy/);
    assert.deepEqual(await readdir(to.folder, { recursive: true }), before);
  });

  it("the sender's store has rotted: what is damaged is not copied, and nothing that needs it", async () => {
    const bed = await safe.copy("rotten");
    const to = await receiver(bed, "of-rotten");
    const folder = join(safe.store.folder, "backups", bed.path, "index");
    const [index = ""] = await readdir(folder);
    const bytes = await readFile(join(folder, index));
    bytes.fill(0, 0, 16);
    await writeFile(join(folder, index), bytes);
    const { code, stderr } = await runBackup("copy", to.environment);
    assert.equal(code, 5, stderr);
    assert.match(stderr, new RegExp(`index/${index} holds something else than its name says, and was not copied`));
    assert.deepEqual(await readdir(to.folder), ["data"]);
  });

  it("no backup was taken yet, or the receiver refuses: the next step is named", async () => {
    const to = await receiver(await safe.copy("refused"), "of-refused");
    const empty = await mkdtemp(join(safe.tenant.folder, "empty-"));
    const nothing = await runBackup("copy", { ...to.environment, COPY_FROM: empty });
    assert.equal(nothing.code, 3);
    assert.match(nothing.stderr, /there is no backup to copy\. Next: run a dump first/);
    safe.faulty.strike({
      method: "PUT",
      path: /of-refused/,
      does: { kind: "refuse", status: 403, code: "AccessDenied" },
    });
    const refused = await runBackup("copy", to.faulty);
    safe.faulty.calm();
    assert.equal(refused.code, 9);
    assert.match(refused.stderr, /AccessDenied.*Next: check the identity's rights/);
  });

  it("two at once: the copy is whole", async () => {
    const to = await receiver(safe, "twice");
    const other = { ...to.environment, SCRATCH: await mkdtemp(join(safe.tenant.folder, "scratch-")) };
    await Promise.all([succeed("copy", to.environment), succeed("copy", other)]);
    const objects = async (path: string) =>
      (await readFiles(join(safe.store.folder, "backups", path))).filter(isCopied);
    assert.deepEqual(await objects("tenants/twice"), await objects(safe.path));
  });

  it("archives: a half-written one is not taken for one, here or there, and what was copied is the same", async () => {
    const to = await receiver(safe, "archived", "all");
    const { ARCHIVE_REMOTE = "" } = to.environment;
    const files = { ...safe.store.environment, ARCHIVE_REMOTE };
    const { archive } = await succeed("archive", { ...safe.tenant.environment.archive, ...files });
    const folder = join(safe.store.folder, "files/archives", safe.tenant.name);
    await cp(join(folder, String(archive)), join(folder, "2020-01-01T00-00-00Z"), { recursive: true });
    await rm(join(folder, "2020-01-01T00-00-00Z/SHA256SUMS"));
    await killAt(to.faulty, { method: "PUT", path: /SHA256SUMS/ });
    assert.equal((await succeed("copy", to.environment)).archives, 1);
    const sums = (of: string) => readFiles(join(of, String(archive)));
    assert.deepEqual(await sums(join(safe.store.folder, "files/archived")), await sums(folder));
  });
});

const isCopied = ({ name }: StoredFile): boolean => !name.startsWith("locks/");

/** Takes one object away, as a prune does. */
async function forgetOne(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found = entries.find((entry) => entry.isFile());
  assert(found, `${folder} is empty`);
  await rm(join(found.parentPath, found.name));
}
