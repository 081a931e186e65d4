import assert from "node:assert/strict";
import { isLeftOver, locksIn } from "../../../operations/resume/lock.ts";

const complaint = `error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with \`pulumi cancel\`.
  file:///state/.pulumi/locks/organization/pier/test/0b1f.json: created by ada@harbor (pid 4194304) at 2026-11-22T11:00:00Z`;

describe("a lock", () => {
  const [lock = assert.fail("no lock was read")] = locksIn(complaint);

  it("says who took it, where and when", () => {
    assert.deepEqual(lock, { user: "ada", host: "harbor", pid: 4_194_304, since: "2026-11-22T11:00:00Z" });
    assert.deepEqual(locksIn("error: no such stack"), []);
  });

  it("is left over when its process has ended on this machine", () => {
    assert.equal(isLeftOver(lock, "harbor"), true);
    assert.equal(isLeftOver({ ...lock, pid: process.pid }, "harbor"), false);
  });

  it("may still be held on another machine", () => {
    assert.equal(isLeftOver(lock, "quay"), false);
  });
});
