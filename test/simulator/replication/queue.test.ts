import assert from "node:assert/strict";
import { once } from "node:events";
import { join } from "node:path";
import * as z from "zod";
import { ReplicationDelay } from "../../../simulator/replication/delay.ts";
import { ReplicationQueue, type Settled } from "../../../simulator/replication/queue.ts";
import { removeFolder, temporaryFolder } from "../../support/temporary.ts";

const done: Settled = { outcome: "COMPLETED" };

describe("changes on their way to another region", () => {
  let folder: string;
  let delay: ReplicationDelay;
  beforeEach(() => {
    folder = temporaryFolder();
    delay = new ReplicationDelay(folder);
  });
  afterEach(() => removeFolder(folder));

  const queueThat = (deliver: (change: string) => Promise<Settled>) =>
    new ReplicationQueue({ file: join(folder, "queue.jsonl"), schema: z.string(), delay, deliver });

  it("arrive in their order, each once", async () => {
    const arrived: string[] = [];
    const last = Promise.withResolvers<void>();
    const queue = queueThat(async (change) => {
      arrived.push(change);
      if (change === "three") last.resolve();
      return done;
    });
    for (const name of ["one", "two", "two", "three"]) queue.add("lane", name, name);
    await last.promise;
    await queue.close();
    queue.add("lane", "one", "one");
    assert.deepEqual(arrived, ["one", "two", "three"]);
    assert.equal(queue.stateOf("one"), "COMPLETED");
    assert.equal(queue.pending, 0);
  });

  it("wait for as long as the delay says, and go when it becomes shorter", async () => {
    delay.set(3600);
    const arrived = Promise.withResolvers<string>();
    const queue = queueThat(async (change) => {
      arrived.resolve(change);
      return done;
    });
    queue.add("lane", "one", "one");
    assert.equal(queue.stateOf("one"), "PENDING");
    delay.set(0);
    assert.equal(await arrived.promise, "one");
    await queue.close();
  });

  it("are there again after a restart, with what became of the earlier ones", async () => {
    delay.set(3600);
    const before = queueThat(async () => done);
    before.add("lane", "one", "one");
    await before.close();
    assert.equal(new ReplicationDelay(folder).seconds, 3600);
    delay.set(0);
    const settled = Promise.withResolvers<void>();
    const after = queueThat(async () => {
      settled.resolve();
      return { outcome: "FAILED", copy: "the copy" };
    });
    await settled.promise;
    await after.close();
    const last = queueThat(async () => done);
    assert.equal(last.stateOf("one"), "FAILED");
    assert.equal(last.isCopy("the copy"), true);
    await last.close();
  });

  it("are tried again until they can be delivered, and hold up those behind them only", async () => {
    const arrived: string[] = [];
    const last = Promise.withResolvers<void>();
    let refusals = 1;
    const queue = queueThat(async (change) => {
      if (change === "first" && refusals-- > 0) throw new Error("the region is away");
      arrived.push(change);
      if (change === "second") last.resolve();
      return done;
    });
    queue.add("one lane", "first", "first");
    queue.add("one lane", "second", "second");
    queue.add("another", "third", "third");
    await last.promise;
    assert.deepEqual(arrived, ["third", "first", "second"]);
    await queue.close();
  });

  it("hear of a delay that is set", async () => {
    const heard = once(delay, "changed");
    delay.set(5);
    await heard;
    assert.equal(delay.seconds, 5);
  });
});
