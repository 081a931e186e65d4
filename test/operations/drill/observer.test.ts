import assert from "node:assert/strict";
import { Load } from "../../../operations/drill/observer.ts";

function loadOf(send: (number: number) => Promise<void>, parallel = 4) {
  const began = performance.now();
  return new Load({ send, now: () => (performance.now() - began) / 1000, rate: 200, parallel });
}

describe("the observer", function () {
  this.timeout(180_000);

  it("writes down what became of each row, and sends no number twice", async () => {
    const seen: number[] = [];
    const load = loadOf(async (number) => {
      seen.push(number);
      if (number % 2 === 0) throw new Error(`no ${number}`);
    });
    load.start();
    await load.served(3, 120);
    await load.refused(120);
    await load.stop();
    assert.deepEqual(
      seen,
      Array.from(seen, (_, place) => place + 1),
    );
    for (const { number, sent, acknowledged, failed } of load.rows) {
      if (number % 2 === 0) assert.equal(failed?.why, `no ${number}`);
      else assert.ok(acknowledged !== undefined && acknowledged >= sent);
    }
  });

  it("sends nothing while as many rows wait as may, and stops only when none waits", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { promise: full, resolve: isFull } = Promise.withResolvers<void>();
    const load = loadOf((number) => {
      if (number === 2) isFull();
      return promise;
    }, 2);
    load.start();
    await full;
    const stopped = load.stop();
    assert.deepEqual(
      load.rows.map(({ acknowledged }) => acknowledged),
      [undefined, undefined],
    );
    resolve();
    await stopped;
    assert.ok(load.rows.length === 2 && load.rows.every(({ acknowledged }) => acknowledged !== undefined));
  });

  it("says why writes are not served", async () => {
    const load = loadOf(() => Promise.reject(new Error("503")));
    load.start();
    await load.refused(120);
    await assert.rejects(load.served(1, 0.05), /writes were not served within 0.05 s; the last that failed: 503/);
    await load.stop();
  });
});
