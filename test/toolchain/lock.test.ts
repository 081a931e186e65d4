import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startTime } from "../../simulator/start-time.mjs";
import { withLock } from "../../simulator/toolchain/lock.mjs";

describe("the lock of a set-up", () => {
  let lock: string;
  beforeEach(() => {
    lock = join(mkdtempSync(join(tmpdir(), "longshore-lock-")), "lock");
  });
  afterEach(() => rmSync(join(lock, ".."), { recursive: true }));

  /** Leaves a lock as a process that was killed leaves it. */
  function leaveLock(owner: { readonly pid: number; readonly started: string | undefined }): void {
    mkdirSync(lock);
    writeFileSync(join(lock, "owner.json"), JSON.stringify({ id: "left", ...owner }));
  }

  it("lets one work at a time, and tells the others whom they wait for", async () => {
    let working = 0;
    let most = 0;
    const waitedFor = new Set<number>();
    const work = async (): Promise<void> => {
      working += 1;
      most = Math.max(most, working);
      await new Promise(setImmediate);
      working -= 1;
    };
    await Promise.all([1, 2, 3].map(() => withLock(lock, work, ({ pid }) => waitedFor.add(pid))));
    assert.equal(most, 1);
    assert.deepEqual([...waitedFor], [process.pid]);
  });

  it("is gone after the work, also after work that failed", async () => {
    assert.equal(await withLock(lock, async () => existsSync(lock)), true);
    assert.equal(existsSync(lock), false);
    await assert.rejects(
      withLock(lock, () => Promise.reject(new Error("broken"))),
      /broken/,
    );
    assert.equal(existsSync(lock), false);
  });

  it("is taken from a process that is gone, once", async () => {
    leaveLock({ pid: 2 ** 22 + 1, started: "1" });
    let working = 0;
    const work = async (): Promise<void> => {
      working += 1;
      assert.equal(working, 1);
      await new Promise(setImmediate);
      working -= 1;
    };
    await Promise.all([1, 2, 3].map(() => withLock(lock, work)));
  });

  it("is taken when another process got the owner's id", async () => {
    leaveLock({ pid: process.pid, started: "1" });
    assert.equal(await withLock(lock, async () => "done"), "done");
  });

  it("is not taken from a process that runs", async () => {
    leaveLock({ pid: process.pid, started: startTime(process.pid) });
    let held = true;
    const release = (): void => {
      held = false;
      rmSync(lock, { recursive: true });
    };
    await withLock(lock, async () => assert.equal(held, false), release);
  });
});
